namespace Falco.Actors.Tests;

/// <summary>The repository that the tests were built in, and the corpus beside it.</summary>
internal static class Repository
{
    /// <summary>Its folder: the one with Falco.sln above the test assembly.</summary>
    public static string Root { get; } = Find();

    /// <summary>A capture of the corpus, null where it is not there.</summary>
    public static string? Capture(string name)
    {
        var folder = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        folder = string.IsNullOrEmpty(folder) ? Path.Combine(Root, "..", "shared", "corpus") : folder;
        var file = Path.Combine(folder, "captures", name + ".scap");
        return File.Exists(file) ? file : null;
    }

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Falco.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("the tests do not lie in the repository: no Falco.sln above " + AppContext.BaseDirectory);
    }
}
