"""Measurements of the software on given or made-up papers: what ``kg bench`` prints."""
