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

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        if (string.IsNullOrEmpty(folder))
        {
            var root = AppContext.BaseDirectory;
            while (root is not null && !File.Exists(Path.Combine(root, "Falco.sln")))
            {
                root = Path.GetDirectoryName(root);
            }

            folder = root is null ? "" : Path.Combine(root, "..", "shared", "corpus");
        }

        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
