namespace Falco.Engine.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its folder: the one with Falco.sln above the test assembly.</summary>
    public static string Root { get; } = Find();

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
