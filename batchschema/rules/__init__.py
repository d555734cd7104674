"""Named questions, one a file; each family is a folder."""

from batchschema.rules.case import ABSENT, Case, Place
from batchschema.rules.registry import FAMILIES, all_rules, is_rule, judge, rule_named, rules_of

__all__ = ["ABSENT", "FAMILIES", "Case", "Place", "all_rules", "is_rule", "judge", "rule_named", "rules_of"]
