using Falco.Engine.Rules.Loading;
using YamlDotNet.Core;

namespace Falco.Engine.Rules.Testing;

/// <summary>A file of rule tests. Its format is in docs/rule-tests.md.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rules">The rules files that the tests are of, as written; empty where the file names none.</param>
/// <param name="Tests">The tests in order.</param>
public sealed record RuleTestFile(string Path, IReadOnlyList<string> Rules, IReadOnlyList<RuleTest> Tests)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RuleTestException">It cannot be read, or has a mistake.</exception>
    public static RuleTestFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RuleTestException($"{path}: {e.Message}");
        }
    }

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="RuleTestException">It has a mistake.</exception>
    public static RuleTestFile Parse(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            var documents = YamlDocuments.Read(new RulesFile(path, content));
            return documents.Count == 1
                ? RuleTestReader.Read(documents[0])
                : throw new RuleTestException($"{path}: a file of rule tests is one YAML document, this has {documents.Count}");
        }
        catch (YamlException e)
        {
            throw new RuleTestException($"{path}:{e.Start.Line}:{e.Start.Column}: not YAML: {e.Message}");
        }
    }
}
