namespace Falco.Engine.Rules.Conditions;

/// <summary>What a check asks of a field.</summary>
internal enum Comparison : byte
{
    Exists,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    ContainsIgnoringCase,
    ContainsBytes,
    StartsWith,
    StartsWithBytes,
    EndsWith,
    Glob,
    GlobIgnoringCase,
    Regex,
    In,
    Intersects,
    PathMatch,
}

/// <summary>How many values of a list a string comparison must hold for.</summary>
internal enum Quantifier : byte
{
    None,
    OneOf,
    AnyOf,
    AllOf,
}

/// <summary>An operator as conditions write it: a comparison, and for some a quantifier over the list on its right.</summary>
internal readonly record struct Operator(Comparison Comparison, Quantifier Quantifier = Quantifier.None)
{
    private static readonly (string Text, Comparison Comparison)[] Table =
    [
        ("exists", Comparison.Exists),
        ("<=", Comparison.LessOrEqual),
        ("<", Comparison.Less),
        (">=", Comparison.GreaterOrEqual),
        (">", Comparison.Greater),
        ("==", Comparison.Equal),
        ("=", Comparison.Equal),
        ("!=", Comparison.NotEqual),
        ("glob", Comparison.Glob),
        ("iglob", Comparison.GlobIgnoringCase),
        ("contains", Comparison.Contains),
        ("icontains", Comparison.ContainsIgnoringCase),
        ("bcontains", Comparison.ContainsBytes),
        ("startswith", Comparison.StartsWith),
        ("bstartswith", Comparison.StartsWithBytes),
        ("endswith", Comparison.EndsWith),
        ("regex", Comparison.Regex),
        ("intersects", Comparison.Intersects),
        ("in", Comparison.In),
        ("pmatch", Comparison.PathMatch),
    ];

    /// <summary>The comparisons that stand before one number.</summary>
    public static readonly string[] Numeric = ["<=", "<", ">=", ">"];

    /// <summary>The comparisons that stand before one text, in the order in which they are tried.</summary>
    public static readonly string[] Text =
    [
        "==", "=", "!=", "glob", "iglob", "contains", "icontains", "bcontains", "startswith", "bstartswith", "endswith", "regex",
    ];

    /// <summary>The comparisons that stand before a list.</summary>
    public static readonly string[] List = ["intersects", "in", "pmatch"];

    public static readonly string[] Quantifiers = ["oneof", "anyof", "allof"];

    /// <summary>All comparisons, as error messages list them.</summary>
    public static IEnumerable<string> All => Table.Select(entry => entry.Text);

    /// <summary>Whether values on its right are written in hexadecimal.</summary>
    public bool TakesHex => Comparison is Comparison.ContainsBytes or Comparison.StartsWithBytes;

    /// <summary>The comparison's name in messages.</summary>
    public string Name
    {
        get
        {
            foreach (var (text, comparison) in Table)
            {
                if (comparison == Comparison)
                {
                    return comparison == Comparison.Equal ? "=" : text;
                }
            }

            return "none";
        }
    }

    /// <summary>Reads an operator: a comparison, or a text comparison, a blank and a quantifier. False where it is neither.</summary>
    public static bool TryParse(string text, out Operator result)
    {
        result = default;
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        var head = blank < 0 ? text : text[..blank];
        var quantifier = Quantifier.None;
        if (blank >= 0)
        {
            var index = Array.IndexOf(Quantifiers, text[(blank + 1)..]);
            if (index < 0 || Array.IndexOf(Text, head) < 0)
            {
                return false;
            }

            quantifier = (Quantifier)(index + 1);
        }

        foreach (var (name, comparison) in Table)
        {
            if (name == head)
            {
                result = new Operator(comparison, quantifier);
                return true;
            }
        }

        return false;
    }
}
