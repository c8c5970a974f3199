"""What happens to running cases when a workflow changes: judged before anything is moved. Pure."""
