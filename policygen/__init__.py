"""policygen: plain questions in, a true and readable privacy policy out."""
