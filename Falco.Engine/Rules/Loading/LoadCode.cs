namespace Falco.Engine.Rules.Loading;

/// <summary>A kind of problem: Falco's code and what it means.</summary>
internal sealed record LoadCode(string Name, string Text, string Description, bool IsError)
{
    public static readonly LoadCode YamlParse = Error("LOAD_ERR_YAML_PARSE", "YAML parse error");

    public static readonly LoadCode YamlValidate = Error("LOAD_ERR_YAML_VALIDATE", "Error validating internal structure of YAML file");

    public static readonly LoadCode CompileCondition = Error("LOAD_ERR_COMPILE_CONDITION", "Error compiling condition");

    public static readonly LoadCode CompileOutput = Error("LOAD_ERR_COMPILE_OUTPUT", "Error compiling output");

    public static readonly LoadCode Validate = Error("LOAD_ERR_VALIDATE", "Error validating rule/macro/list/exception objects");

    public static readonly LoadCode FileRead = Error("LOAD_ERR_FILE_READ", "File read error");

    public static readonly LoadCode UnknownSource = Warning("LOAD_UNKNOWN_SOURCE", "Unknown event source",
        "The event source of a rule is not known here; the rule is left out.");

    public static readonly LoadCode UnsafeNaCheck = Warning("LOAD_UNSAFE_NA_CHECK", "Unsafe <NA> comparison in condition",
        "A field is compared with <NA>, which says nothing certain; use 'exists' to ask whether a field has a value.");

    public static readonly LoadCode NoEventType = Warning("LOAD_NO_EVTTYPE", "Condition has no event-type restriction",
        "A condition matches too many event types, which costs a lot of time; restrict it with evt.type.");

    public static readonly LoadCode UnknownFilter = Warning("LOAD_UNKNOWN_FILTER", "Unknown field or event-type in condition or output",
        "A condition or output names a field or event type that does not exist; skip-if-unknown-filter makes that a warning.");

    public static readonly LoadCode UnusedMacro = Warning("LOAD_UNUSED_MACRO", "Unused macro", "No rule or macro uses a macro.");

    public static readonly LoadCode UnusedList = Warning("LOAD_UNUSED_LIST", "Unused list", "No rule, macro or list uses a list.");

    public static readonly LoadCode UnknownItem = Warning("LOAD_UNKNOWN_ITEM", "Unknown rules file item",
        "An item is no list, macro, rule or requirement; it is ignored.");

    public static readonly LoadCode DeprecatedItem = Warning("LOAD_DEPRECATED_ITEM", "Used deprecated item",
        "A list, macro or rule uses something deprecated.");

    public static readonly LoadCode AppendNoValues = Warning("LOAD_APPEND_NO_VALUES", "Overriding/appending with no values",
        "An exception is appended to without values.");

    public static readonly LoadCode ExceptionNameNotUnique = Warning(
        "LOAD_EXCEPTION_NAME_NOT_UNIQUE", "Multiple exceptions defined with the same name", "A rule has several exceptions of one name.");

    public static readonly LoadCode InvalidMacroName = Warning("LOAD_INVALID_MACRO_NAME", "Invalid macro name",
        "A macro's name is no identifier, so that no condition can use it.");

    public static readonly LoadCode InvalidListName = Warning("LOAD_INVALID_LIST_NAME", "Invalid list name",
        "A list's name has characters that names cannot have.");

    public static readonly LoadCode ConditionWarning = Warning("LOAD_COMPILE_CONDITION", "Warning in rule condition",
        "A condition is valid but may not mean what it says.");

    public static readonly LoadCode UnknownKey = Warning("LOAD_UNKNOWN_KEY", "Unknown key in item definition",
        "An item has a key that such items do not have; it is ignored. It may be a typo.");

    private static LoadCode Error(string name, string text) => new(name, text, text, true);

    private static LoadCode Warning(string name, string text, string description) => new(name, text, description, false);
}
