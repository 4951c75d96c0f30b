namespace Falco.Conformance.Tests;

/// <summary>
/// Captures, rules, and the alerts that Falco printed for them. FALCO_CORPUS says where they are; else they are looked for in
/// ../shared/corpus beside the repository.
/// </summary>
internal static class Corpus
{
    /// <summary>The repository's root, where there is one around the test.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>Where the corpus is; null where there is none.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>Every capture with every set of rules that there are expected alerts for.</summary>
    public static IEnumerable<ConformanceCase> Cases()
    {
        if (Directory is null)
        {
            yield break;
        }

        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "expected"), "*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file)[..^".jsonl.gz".Length];
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            yield return new ConformanceCase(name[(dot + 1)..], name[..dot], Directory);
        }
    }

    private static string? FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Falco.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName;
    }

    private static string? Find()
    {
        var directory = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        if (string.IsNullOrEmpty(directory))
        {
            directory = Path.Combine(Root ?? "", "..", "shared", "corpus");
        }

        return System.IO.Directory.Exists(Path.Combine(directory, "expected")) ? Path.GetFullPath(directory) : null;
    }
}
