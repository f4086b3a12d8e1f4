package dev.runner.template;

import dev.runner.template.call.Call;
import dev.runner.template.chance.ChanceFilters;
import dev.runner.template.digest.HashFilters;
import dev.runner.template.digest.HashidFilters;
import dev.runner.template.document.DocumentFilters;
import dev.runner.template.document.FactDifference;
import dev.runner.template.document.IniFilters;
import dev.runner.template.document.PatchFilters;
import dev.runner.template.document.TomlFilters;
import dev.runner.template.document.XmlFilters;
import dev.runner.template.file.PathFilters;
import dev.runner.template.list.CommunityFilters;
import dev.runner.template.list.DictFilters;
import dev.runner.template.list.KeyFilters;
import dev.runner.template.list.ListFilters;
import dev.runner.template.list.SetFilters;
import dev.runner.template.list.StructureFilters;
import dev.runner.template.net.NetFilters;
import dev.runner.template.number.NumberFilters;
import dev.runner.template.number.UnitFilters;
import dev.runner.template.query.JsonQuery;
import dev.runner.template.text.PatternFilters;
import dev.runner.template.text.TableFilter;
import dev.runner.template.text.TextFilters;
import dev.runner.template.time.TimeFilters;
import dev.runner.template.value.LogicFilters;
import dev.runner.template.value.MarkFilters;
import dev.runner.template.value.TypeNames;

/// Filters that one class computes. Registering them loads none of these classes: a family is
/// loaded when the first of its filters is used.
enum Family {
  PATHS(
      "basename dirname expanduser expandvars normpath path_join realpath relpath splitext"
          + " commonpath win_basename win_dirname win_splitdrive fileglob"),
  TEXTS("b64decode b64encode comment quote split urldecode urlsplit"),
  PATTERNS("regex_escape regex_findall regex_replace regex_search"),
  HASHES("hash md5 sha1 checksum to_uuid password_hash vault unvault"),
  SETS("unique union intersect difference symmetric_difference"),
  LISTS("combinations permutations product zip zip_longest flatten subelements extract"),
  DICTS("combine dict2items items2dict rekey_on_member"),
  NUMBERS("log pow root human_readable human_to_bytes"),
  LOGIC("bool ternary mandatory type_debug"),
  CHANCE("random shuffle"),
  TIMES("strftime to_datetime"),
  DOCUMENTS("to_json to_nice_json to_yaml to_nice_yaml from_json from_yaml from_yaml_all"),
  COMMUNITY(
      "community.general",
      "dict dict_kv groupby_as_dict counter accumulate crc32 version_sort lists_mergeby lists_union"
          + " lists_intersect lists_difference lists_symmetric_difference from_csv"),
  MARKS("ansible._protomatter", "finalize origin tag_names unmask"),
  COMMUNITY_TEXTS("community.general", "unicode_normalize"),
  COMMUNITY_CHANCE("community.general", "random_mac"),
  KEYS("community.general", "keep_keys remove_keys replace_keys"),
  UNITS(
      "community.general",
      "to_time_unit to_milliseconds to_seconds to_minutes to_hours to_days to_weeks to_months"
          + " to_years"),
  NETS(
      "ansible.utils",
      "ipaddr ipv4 ipv6 ipwrap ipsubnet ipmath nthhost next_nth_usable previous_nth_usable"
          + " network_in_network network_in_usable cidr_merge ip4_hex hwaddr macaddr usable_range"
          + " reduce_on_network slaac ipcut ipv6form"),
  STRUCTURES("ansible.utils", "to_paths get_path index_of param_list_compare consolidate"),
  /// Under their full names only: the short ones are those of `community.general`.
  NESTED_KEYS("ansible.utils", "keep_keys remove_keys replace_keys"),
  INI("community.general", "from_ini to_ini"),
  TOML("community.general", "from_toml to_toml"),
  PATCHES("community.general", "json_patch json_patch_recipe json_diff"),
  /// Under their full names only: the short ones are Ansible's own.
  COMMUNITY_DOCUMENTS("community.general", "to_yaml to_nice_yaml"),
  XML("ansible.utils", "from_xml to_xml"),
  FACT_DIFFERENCE("ansible.utils", "fact_diff"),
  TABLES("community.general", "to_prettytable"),
  HASHIDS("community.general", "hashids_encode hashids_decode"),
  TYPES("community.general", "reveal_ansible_type"),
  QUERIES("community.general", "json_query");

  private final String collection;
  private final String names;

  Family(String names) {
    this("ansible.builtin", names);
  }

  Family(String collection, String names) {
    this.collection = collection;
    this.names = names;
  }

  /// The collection that its filters belong to.
  String collection() {
    return collection;
  }

  /// Whether its filters have no short names, or those mean something else.
  boolean isQualified() {
    return this == MARKS || this == NESTED_KEYS || this == COMMUNITY_DOCUMENTS;
  }

  /// The short names of its filters.
  String[] names() {
    return names.split(" ");
  }

  Object apply(Call call) {
    return switch (this) {
      case PATHS -> PathFilters.apply(call);
      case TEXTS, COMMUNITY_TEXTS -> TextFilters.apply(call);
      case PATTERNS -> PatternFilters.apply(call);
      case HASHES -> HashFilters.apply(call);
      case SETS -> SetFilters.apply(call);
      case LISTS -> ListFilters.apply(call);
      case DICTS -> DictFilters.apply(call);
      case NUMBERS -> NumberFilters.apply(call);
      case LOGIC -> LogicFilters.apply(call);
      case CHANCE, COMMUNITY_CHANCE -> ChanceFilters.apply(call);
      case TIMES -> TimeFilters.apply(call);
      case DOCUMENTS -> DocumentFilters.apply(call);
      case COMMUNITY -> CommunityFilters.apply(call);
      case KEYS -> KeyFilters.apply(call);
      case UNITS -> UnitFilters.apply(call);
      case MARKS -> MarkFilters.apply(call);
      case NETS -> NetFilters.apply(call);
      case STRUCTURES, NESTED_KEYS -> StructureFilters.apply(call);
      case INI -> IniFilters.apply(call);
      case TOML -> TomlFilters.apply(call);
      case PATCHES -> PatchFilters.apply(call);
      case COMMUNITY_DOCUMENTS -> DocumentFilters.applyRedacting(call);
      case XML -> XmlFilters.apply(call);
      case FACT_DIFFERENCE -> FactDifference.apply(call);
      case TABLES -> TableFilter.apply(call);
      case HASHIDS -> HashidFilters.apply(call);
      case TYPES -> TypeNames.apply(call);
      case QUERIES -> JsonQuery.apply(call);
    };
  }
}
