using YamlDotNet.Core;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// Says why content is no YAML. Where Falco's parser has a name for the mistake it is said in its words, which scripts know.
/// </summary>
internal static class YamlErrorText
{
    private static readonly (string Found, string Said)[] Known =
    [
        ("found invalid mapping", "illegal map value"),
        ("Mapping values are not allowed", "illegal map value"),
        ("Mapping keys are not allowed", "illegal map key"),
        ("Block sequence entries are not allowed", "illegal block entry"),
        ("parsing a block mapping, did not find expected key", "end of map not found"),
        ("parsing a block collection, did not find expected", "end of sequence not found"),
        ("parsing a flow mapping,", "end of map flow not found"),
        ("parsing a flow sequence,", "end of sequence flow not found"),
        ("a quoted scalar, found unexpected end of stream", "illegal EOF in scalar"),
        ("a quoted scalar, found unexpected document indicator", "illegal document indicator in scalar"),
        ("found unknown escape character", "unknown escape character"),
        ("character that cannot start any token", "unknown token"),
        ("found more than one anchor", "cannot assign multiple anchors to the same node"),
    ];

    /// <summary>What is wrong; the place counts from 1.</summary>
    public static string Of(YamlException e)
    {
        var message = e.InnerException?.Message ?? e.Message;
        foreach (var (found, said) in Known)
        {
            if (message.Contains(found, StringComparison.Ordinal))
            {
                message = said;
                break;
            }
        }

        return $"yaml-cpp: error at line {Math.Max(e.Start.Line, 1)}, column {Math.Max(e.Start.Column, 1)}: {message}";
    }
}
