using Xunit;

namespace Falco.Engine.Tests;

/// <summary>Captures, rules and expected alerts that are not part of the repository.</summary>
internal static class Corpus
{
    private static readonly string? Folder = Find();

    /// <summary>The corpus's folder; skips the test where there is none.</summary>
    public static string Required()
    {
        Skip.If(Folder is null, "the corpus is not there: FALCO_CORPUS names its folder, the default is ../shared/corpus beside the repository");
        return Folder!;
    }

    /// <summary>The folder, null where there is none.</summary>
    public static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        if (string.IsNullOrEmpty(folder))
        {
            folder = Path.Combine(Repository.Root, "..", "shared", "corpus");
        }

        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
