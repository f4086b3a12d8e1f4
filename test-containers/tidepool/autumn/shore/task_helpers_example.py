# Copy this file to task_helpers.py; each server may count in its own way.


def count_shells(visits):
    return sum(visit.shells for visit in visits)


def tide_word(height):
    if height is None:
        return 'unknown'
    return 'high' if height > 2 else 'low'
