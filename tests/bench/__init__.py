"""Speed as ratios: each measure runs ours and a hand-written reference in turn, in the same minute."""
