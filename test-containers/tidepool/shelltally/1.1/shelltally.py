__version__ = '1.1'


def total(counts):
    return sum(counts)


def median(counts):
    ordered = sorted(counts)
    return ordered[len(ordered) // 2] if ordered else 0
