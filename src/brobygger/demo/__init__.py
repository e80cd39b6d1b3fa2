"""The demo centre: invented people, real rules. The same number gives the same centre, with dates relative to today."""
