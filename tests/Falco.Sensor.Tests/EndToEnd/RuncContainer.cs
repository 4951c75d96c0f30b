using System.Text.Json.Nodes;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>A real container of runc, with busybox in it, in the cgroup where docker would put it.</summary>
internal sealed class RuncContainer : IDisposable
{
    private readonly TemporaryFolder _bundle = new();
    private readonly string _name = $"falco-test-{Guid.NewGuid():N}";

    private readonly bool _isPrivileged;

    /// <param name="isPrivileged">Whether it has rights to do harm and shares the network of the machine.</param>
    public RuncContainer(bool isPrivileged = false)
    {
        _isPrivileged = isPrivileged;
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can run containers");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Skip.IfNot(File.Exists("/usr/sbin/runc") || File.Exists("/usr/bin/runc"), "there is no runc");
        FullId = string.Concat(Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString("N")));
        MakeRoot();
        IsLayered = TryPutALayerOnTop();
        try
        {
            Run("runc", "spec", "--bundle", _bundle.Path);
            Configure();
            Run("/bin/sh", "-c", $"runc run -d --bundle {_bundle.Path} {_name} < /dev/null > {_bundle.Path}/log 2>&1");
        }
        catch
        {
            RemoveFiles();
            throw;
        }
    }

    public string FullId { get; }

    /// <summary>Whether its files are those of an image below and its own above, as engines make it.</summary>
    public bool IsLayered { get; }

    /// <summary>The id as container.id shows it.</summary>
    public string Id => FullId[..12];

    /// <summary>Runs a line of shell in the container, with a terminal, as <c>docker exec -it</c> does.</summary>
    public void ExecuteWithTerminal(string line) => Check(TryExecute(line, hasTerminal: true), line);

    /// <summary>The same without a terminal.</summary>
    public void Execute(params string[] command) => Run("runc", ["exec", _name, .. command]);

    /// <summary>The same as another user.</summary>
    public void ExecuteAs(string user, params string[] command) => Run("runc", ["exec", "--user", user, _name, .. command]);

    /// <summary>Runs a line of shell in the container, which may fail.</summary>
    public ChildProcess.Result TryExecute(string line, bool hasTerminal = false, string variable = "A=a")
        => hasTerminal
            ? ChildProcess.Run("script", ["-qec", $"runc exec -t -e {variable} {_name} /bin/sh -c '{line.Replace("'", @"'\''", StringComparison.Ordinal)}'", "/dev/null"])
            : ChildProcess.Run("runc", ["exec", "-e", variable, _name, "/bin/sh", "-c", line]);

    public void Dispose()
    {
        Run("runc", "delete", "-f", _name);
        RemoveFiles();
    }

    private void RemoveFiles()
    {
        if (IsLayered)
        {
            Run("umount", RootPath);
        }

        _bundle.Dispose();
    }

    private string ImagePath => Path.Combine(_bundle.Path, "image");

    private string RootPath => Path.Combine(_bundle.Path, "rootfs");

    private void MakeRoot()
    {
        foreach (var folder in (string[])["bin", "etc", "root", "proc", "dev", "tmp", "sys", "var/log"])
        {
            Directory.CreateDirectory(Path.Combine(ImagePath, folder));
        }

        File.Copy("/bin/busybox", Path.Combine(ImagePath, "bin/busybox"));
        foreach (var applet in (string[])["cat", "chmod", "cp", "date", "debugfs", "df", "dpkg", "echo", "find", "grep", "id", "insmod", "ln", "ls", "mkdir", "mount", "nc", "ps", "rm",
            "sh", "sleep", "su", "touch", "true"])
        {
            File.CreateSymbolicLink(Path.Combine(ImagePath, "bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(ImagePath, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nweb:x:4711:4712::/tmp:/bin/sh\n");
        File.WriteAllText(Path.Combine(ImagePath, "etc/shadow"), "root:*:::::::\n");
        File.WriteAllText(Path.Combine(ImagePath, "root/.bash_history"), "secret\n");
    }

    /// <summary>Puts a writable layer over the image; without an overlay file system the image itself is the container's root.</summary>
    private bool TryPutALayerOnTop()
    {
        var (upper, work) = (Path.Combine(_bundle.Path, "upper"), Path.Combine(_bundle.Path, "work"));
        Directory.CreateDirectory(upper);
        Directory.CreateDirectory(work);
        Directory.CreateDirectory(RootPath);
        if (ChildProcess.Run("mount", ["-t", "overlay", "-o", $"lowerdir={ImagePath},upperdir={upper},workdir={work}", "overlay", RootPath]).ExitCode == 0)
        {
            return true;
        }

        Directory.Delete(RootPath);
        Directory.Move(ImagePath, RootPath);
        return false;
    }

    private void Configure()
    {
        var file = Path.Combine(_bundle.Path, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(file))!;
        config["process"]!["terminal"] = false;
        config["process"]!["args"] = new JsonArray("sleep", "1000");
        // What the test's machine may lack itself a container cannot have.
        config["process"]!.AsObject().Remove("rlimits");
        config["root"]!["readonly"] = false;
        config["linux"]!["cgroupsPath"] = $"/docker/{FullId}";
        config["linux"]!["resources"] = new JsonObject();
        if (_isPrivileged)
        {
            foreach (var set in (string[])["bounding", "effective", "permitted"])
            {
                config["process"]!["capabilities"]![set] = new JsonArray("CAP_DAC_OVERRIDE", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID", "CAP_SYS_ADMIN", "CAP_SYS_MODULE");
            }

            var namespaces = config["linux"]!["namespaces"]!.AsArray();
            namespaces.Remove(namespaces.First(n => (string?)n!["type"] == "network"));
        }

        File.WriteAllText(file, config.ToJsonString());
    }

    private static void Run(string program, params string[] arguments) => Check(ChildProcess.Run(program, arguments), $"{program} {string.Join(' ', arguments)}");

    private static void Check(ChildProcess.Result result, string what)
        => Assert.True(result.ExitCode == 0, $"{what} ended with {result.ExitCode}: {result.Output}");
}
