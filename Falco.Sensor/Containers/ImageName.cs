using System.Text.Json;

namespace Falco.Sensor.Containers;

/// <summary>The name of an image: <c>registry:port/repository:tag@digest</c>, of which all but the repository may be missing.</summary>
/// <param name="Repository">Registry and repository.</param>
/// <param name="Tag">The tag; empty where there is none.</param>
internal readonly record struct ImageName(string Repository, string Tag)
{
    public static ImageName Parse(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        name = at < 0 ? name : name[..at];
        var colon = name.LastIndexOf(':');

        // A colon before the last slash is that of the registry's port.
        return colon < 0 || colon < name.LastIndexOf('/') ? new(name, "") : new(name[..colon], name[(colon + 1)..]);
    }

    /// <summary>
    /// Repository, tag and digest of an image by what is said of it: its digests (<c>repository@digest</c>) decide the repository, and
    /// the tags where there are none; the tag is the first one of that repository.
    /// </summary>
    public static (string Repository, string Tag, string Digest) Of(JsonElement image)
    {
        string repository = "", digest = "", tag = "";
        foreach (var text in image.Member("RepoDigests").Items().Select(JsonMembers.AsText))
        {
            if (text.Split('@') is [var name, var hash])
            {
                (repository, digest) = (name, hash);
                break;
            }
        }

        foreach (var text in image.Member("RepoTags").Items().Select(JsonMembers.AsText))
        {
            var (name, version) = Parse(text);
            if (name.Length > 0 && version.Length > 0)
            {
                repository = repository.Length > 0 ? repository : name;
                if (text.Contains(repository, StringComparison.Ordinal))
                {
                    tag = version;
                    break;
                }
            }
        }

        return (repository, tag, digest);
    }
}
