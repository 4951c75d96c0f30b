using System.Text;

namespace Falco.Bench;

/// <summary>A rules file as large teams have them: a thousand rules over a hundred lists and two hundred macros.</summary>
internal static class ThousandRulesFile
{
    private const int Rules = 1000;
    private const int Lists = 100;

    private static readonly string[] Types = ["open, openat, openat2", "execve, execveat", "connect, accept4", "unlinkat, renameat2", "chmod, fchmodat"];

    public static string Content { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Lists; i++)
        {
            var items = string.Join(", ", Enumerable.Range(0, 30).Select(k => $"binary_{i}_{k}"));
            text.Append($"""
                - list: binaries_{i}
                  items: [{items}{(i % 3 == 0 && i > 0 ? $", binaries_{i - 1}" : "")}]
                - macro: of_type_{i}
                  condition: (evt.type in ({Types[i % Types.Length]}) and evt.is_open_write = false)
                - macro: by_{i}
                  condition: (of_type_{i} and proc.name in (binaries_{i}) or proc.pname in (binaries_{(i + 1) % Lists}))

                """);
        }

        for (var i = 0; i < Rules; i++)
        {
            text.Append($"""
                - rule: Rule {i}
                  desc: Rule {i} of a large file
                  condition: >
                    by_{i % Lists} and container.id != host
                    and (fd.name startswith /etc/{i} or fd.name contains "/.ssh/{i}" or proc.cmdline contains "--option-{i}")
                    and not proc.aname[2] in (binaries_{(i * 7) % Lists})
                    and not user.name in (root, daemon, user_{i})
                  exceptions:
                  - name: known
                    fields: [proc.name, fd.name]
                    comps: [in, startswith]
                    values:
                    - [[agent_{i}, helper], /var/lib/{i}]
                    - [agent_{i + 1}, /srv]
                  output: Rule {i} | user=%user.name process=%proc.name parent=%proc.pname file=%fd.name command=%proc.cmdline
                  priority: WARNING
                  tags: [host, container, team_{i % 10}]

                """);
        }

        return text.ToString();
    }
}
