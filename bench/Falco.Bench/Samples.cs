using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;

namespace Falco.Bench;

/// <summary>
/// The captures and rules that benchmarks work on: what the repository ships, and the official rules where a corpus is at hand
/// (<c>FALCO_CORPUS</c>, or <c>../shared/corpus</c> beside the repository).
/// </summary>
internal static class Samples
{
    private static readonly string Root = FindRoot();

    public static string Capture => Path.Combine(Root, "samples", "seed.scap");

    public static string DefaultRules => Path.Combine(Root, "rules", "falco_rules.yaml");

    /// <summary>The official rule files in load order: stable, incubating, sandbox; empty without a corpus.</summary>
    public static string[] OfficialRules { get; } = FindOfficialRules();

    /// <summary>Loads and compiles rules files.</summary>
    public static RuleSet LoadRules(IEnumerable<string> files)
    {
        var loader = new RuleLoader();
        loader.Load(files);
        return loader.Successful ? loader.Build() : throw new InvalidOperationException(string.Join('\n', loader.Reports));
    }

    /// <summary>All events and metadata of a capture, in memory.</summary>
    public static (List<CaptureMetadata> Metadata, EventBatch Events) Read(string path)
    {
        var metadata = new List<CaptureMetadata>();
        var events = new EventBatch(16 << 20);
        using var capture = CaptureReader.Open(path);
        while (true)
        {
            switch (capture.Read())
            {
                case CaptureStep.End:
                    return (metadata, events);
                case CaptureStep.Metadata:
                    metadata.Add(capture.Metadata);
                    break;
                default:
                    events.Append(capture.Current);
                    break;
            }
        }
    }

    private static string[] FindOfficialRules()
    {
        var corpus = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        var directory = Path.Combine(string.IsNullOrEmpty(corpus) ? Path.Combine(Root, "..", "shared", "corpus") : corpus, "rules", "falco-5.1.0");
        return Directory.Exists(directory)
            ? [.. ((string[])["falco_rules", "falco-incubating_rules", "falco-sandbox_rules"]).Select(n => Path.Combine(directory, n + ".yaml"))]
            : [];
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Falco.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("There is no Falco.sln above " + AppContext.BaseDirectory);
    }
}
