"""Values counted from answers: recipes, formulas, scores. A missing answer is never a number."""
