using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Falco.Conformance.Tests;

/// <summary>One capture with one set of rules, and what of the alerts counts: Falco's own alerts were made in three ways.</summary>
internal sealed partial record ConformanceCase(string Kind, string Capture, string Corpus)
{
    /// <summary>The machine's name in the expected alerts.</summary>
    public const string HostName = "vm";

    private static readonly string[] EndsOfConnection = ["fd.lip", "fd.rip", "fd.lport", "fd.rport", "fd.is_server"];
    private static readonly string[] WithContainers = ["seed", "intruder", "fleet", "run_as_user_0_container"];

    public string CaptureFile => Path.Combine(Corpus, "captures", Capture + ".scap");

    public IReadOnlyList<string> RuleFiles => Kind == "probe"
        ? [Path.Combine(Corpus, "rules", "probe.yaml")]
        : [.. new[] { "falco", "falco-incubating", "falco-sandbox" }.Select(name => Path.Combine(Corpus, "rules", Kind, name + "_rules.yaml"))];

    /// <summary>
    /// Whether the expected alerts are Falco 0.40's, which wrote a few things differently, and stand in only because that one had
    /// container metadata built in.
    /// </summary>
    private bool IsOlderFalco => Kind == "falco-3.2.0";

    /// <summary>
    /// Whether Falco took every container for the host. Users are looked up in their container, and which end of a connection is local
    /// the container's addresses decide: none of that can be compared.
    /// </summary>
    private bool IsBlindToContainers => Kind == "probe" && WithContainers.Contains(Capture);

    /// <summary>Whether the expected lines are Falco's byte for byte.</summary>
    public bool ComparesText => Kind == "falco-5.1.0";

    /// <summary>Falco's lines, in order.</summary>
    public IEnumerable<string> ExpectedLines()
    {
        using var file = File.OpenRead(Path.Combine(Corpus, "expected", $"{Capture}.{Kind}.jsonl.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Whether a member of the alert is compared at all.</summary>
    public bool ComparesMember(string rule, string member) => Kind switch
    {
        "probe" => member is "time" or "rule" or "output_fields",
        "falco-3.2.0" => member is "rule" or "priority" or "source" or "tags" or "output_fields" || (member == "time" && !IsPtrace(rule)),
        _ => member != "hostname",
    };

    /// <summary>Whether an output field is compared.</summary>
    public bool ComparesField(string rule, string eventType, string field)
    {
        if (IsOlderFalco)
        {
            // The older one gave container events a thread of their own, "container:ID"; today they have none.
            return field != "fd.name"
                && !(IsPtrace(rule) && field.StartsWith("evt.time", StringComparison.Ordinal))
                && !(eventType == "container" && (HasPrefix(field, "proc.") || HasPrefix(field, "user.")));
        }

        return !(IsBlindToContainers && (HasPrefix(field, "user.") || HasPrefix(field, "group.") || EndsOfConnection.Contains(field)));
    }

    /// <summary>The part of a field's value that is compared.</summary>
    public string Compared(string field, string value)
        => IsBlindToContainers && field == "evt.args" ? CredentialName().Replace(value, "$1") : value;

    /// <summary>What tells which expected alert an alert is to be compared with.</summary>
    public string Key(string rule, string time) => IsOlderFalco && IsPtrace(rule) ? rule : $"{time} {rule}";

    public override string ToString() => $"{Kind} {Capture}";

    private static bool HasPrefix(string field, string prefix) => field.StartsWith(prefix, StringComparison.Ordinal);

    [GeneratedRegex(@"\b([a-z]*[ug]id=-?\d+)\([^)]*\)")]
    private static partial Regex CredentialName();

    private static bool IsPtrace(string rule) => rule.StartsWith("PTRACE", StringComparison.Ordinal);
}
