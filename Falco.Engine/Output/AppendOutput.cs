namespace Falco.Engine.Output;

/// <summary>
/// One entry of falco.yaml's append_output: what is added to the outputs of the rules that it is for.
/// </summary>
public sealed record AppendOutput
{
    private const string ContainerInfo = "%container.info";
    private const string ContainerInfoFields = "container_id=%container.id container_name=%container.name";

    private const string Suggested = ContainerInfoFields
        + " container_image_repository=%container.image.repository container_image_tag=%container.image.tag"
        + " k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name";

    /// <summary>Only rules of this source; empty: of any.</summary>
    public string MatchSource { get; init; } = "";

    /// <summary>Only the rule of this name; empty: any.</summary>
    public string MatchRule { get; init; } = "";

    /// <summary>Only rules that have all these tags.</summary>
    public IReadOnlyCollection<string> MatchTags { get; init; } = [];

    /// <summary>Put after the rule's output, with a blank between.</summary>
    public string ExtraOutput { get; init; } = "";

    /// <summary>Members added to the output fields in JSON.</summary>
    public IReadOnlyList<ExtraOutputField> ExtraFields { get; init; } = [];

    /// <summary>Whether container and pod are put after the output.</summary>
    public bool SuggestedOutput { get; init; }

    /// <summary>
    /// The output of a rule with all that the entries add. <c>%container.info</c> stands for the container's id and name, or for
    /// nothing where an entry adds them.
    /// </summary>
    public static (string Output, IReadOnlyList<ExtraOutputField> ExtraFields) Apply(
        IReadOnlyList<AppendOutput> entries, string output, string rule, string source, IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(output);
        List<ExtraOutputField>? fields = null;
        var containerInfo = ContainerInfoFields;
        foreach (var entry in entries)
        {
            if (!entry.IsFor(rule, source, tags))
            {
                continue;
            }

            if (entry.ExtraOutput.Length > 0)
            {
                output = $"{output} {entry.ExtraOutput}";
            }

            if (entry.SuggestedOutput)
            {
                output = $"{output} {Suggested}";
                containerInfo = "";
            }

            (fields ??= []).AddRange(entry.ExtraFields);
        }

        return (output.Replace(ContainerInfo, containerInfo, StringComparison.Ordinal), fields ?? []);
    }

    private bool IsFor(string rule, string source, IReadOnlyCollection<string> tags)
        => (MatchSource.Length == 0 || MatchSource == source)
            && (MatchRule.Length == 0 || MatchRule == rule)
            && MatchTags.All(tag => tags.Contains(tag));
}
