namespace Falco.Bench.Profile;

/// <summary>Makes of what the runtime counted while falco ran what the compiler reads when falco is published.</summary>
internal static class ProfileRun
{
    /// <summary>Writes the profile; what became of the methods.</summary>
    /// <param name="counted">The runtime's text.</param>
    /// <param name="program">The directory of the program that ran.</param>
    /// <param name="target">The profile.</param>
    public static string Run(string counted, string program, string target)
    {
        using var catalog = new MethodCatalog(program);
        var image = new ProfileImage(catalog);
        var (taken, generic, unclear) = (0, 0, 0);
        foreach (var profile in RuntimeProfile.Read(counted))
        {
            if (profile.IsGeneric)
            {
                generic++;
            }
            else if (catalog.Find(profile) is [var (assembly, method)])
            {
                image.Add(assembly, method, profile);
                taken++;
            }
            else
            {
                unclear++;
            }
        }

        image.Save(target);
        return $"{taken} methods; left out: {generic} with type parameters, {unclear} that several or no methods may be";
    }
}
