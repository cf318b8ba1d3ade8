"""The product's own words, in the language of whoever reads them."""
