using System.Buffers.Binary;
using System.IO.Compression;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>What is wrong is said once, with its place; the exit code is 1, and there is never a stack trace.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("/nonexistent.scap", "there is no such capture file")]
    [InlineData("/tmp", "is a directory, not a capture file")]
    [InlineData("/etc/passwd", "is not a capture")]
    [InlineData("/dev/null", "is not a capture")]
    public void What_is_no_capture_is_named(string capture, string expected)
        => Fails($"Error: {capture}: {expected}", FalcoProgram.Run("-e", capture));

    [SkippableFact]
    public void A_capture_without_permission_is_named()
    {
        Skip.If(Environment.IsPrivilegedProcess, "root may read everything");
        var capture = _folder.Write("secret.scap", "");
#pragma warning disable CA1416 // Falco is a program for Linux.
        File.SetUnixFileMode(capture, UnixFileMode.None);
#pragma warning restore CA1416
        Fails("permission denied", FalcoProgram.Run("-e", capture));
    }

    [SkippableFact]
    public void Alerts_before_the_end_of_a_truncated_capture_go_out()
    {
        var whole = Seed();
        var capture = _folder.Write("cut.scap", whole[..(whole.Length * 9 / 10)]);
        var result = FalcoProgram.Run("-e", capture);
        Assert.Contains("Shell with a terminal", result.Output, StringComparison.Ordinal);
        Assert.Contains("Events detected: ", result.Output, StringComparison.Ordinal);
        Fails($"Error: {capture}: at byte ", result);
    }

    [SkippableTheory]
    [InlineData(7u)]
    [InlineData(0x7FFFFFFFu)]
    public void Alerts_before_a_bad_block_go_out(uint length)
    {
        var bytes = Seed();
        var at = 0;
        while (at < bytes.Length * 9 / 10)
        {
            at += Math.Max(12, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), length);
        var result = FalcoProgram.Run("-e", _folder.Write("bad.scap", bytes));
        Assert.Contains("Shell with a terminal", result.Output, StringComparison.Ordinal);
        Fails("bad.scap: at byte ", result);
    }

    [SkippableTheory]
    [InlineData("a: [", "rules.yaml:2:1")]
    [InlineData("- rule: x", "no mapping for key")]
    [InlineData("- rule: x\n  desc: d\n  condition: evt.type=open and proc.nosuch=1\n  output: o\n  priority: INFO", "proc.nosuch")]
    [InlineData("- macro: m\n  condition: (proc.name = a", "rules.yaml:2:")]
    [InlineData("- rule: x\n  desc: d\n  condition: evt.type=open and nosuch\n  output: o\n  priority: INFO", "nosuch")]
    [InlineData("- rule: x\n  desc: d\n  condition: evt.type=open\n  output: '%nosuch.field'\n  priority: INFO", "nosuch")]
    [InlineData("- rule: x\n  desc: d\n  condition: evt.type=open\n  output: o\n  priority: SOON", "priority")]
    [InlineData("- required_engine_version: 99.0.0", "99.0.0")]
    [InlineData("- required_plugin_versions:\n  - name: nosuch\n    version: 1.0.0", "nosuch")]
    public void A_mistake_in_a_rules_file_is_shown(string content, string expected)
    {
        var file = _folder.Write("rules.yaml", content);
        Fails(expected, FalcoProgram.Run("-r", file, "-e", FalcoProgram.SeedCapture));
        Fails(expected, FalcoProgram.Run("-V", file));
    }

    [SkippableTheory]
    [InlineData("-r /nonexistent.yaml", "Could not open file /nonexistent.yaml for reading")]
    [InlineData("-r /nonexistent", "/nonexistent: there is no such rules file or directory")]
    [InlineData("-c /nonexistent.yaml", "Could not find configuration file at /nonexistent.yaml")]
    [InlineData("-c /tmp", "/tmp is a directory")]
    [InlineData("-o nothing", "Error parsing config option \"nothing\"")]
    [InlineData("-o a[x]=1", "a[x]")]
    [InlineData("-o priority=soon", "Unknown priority \"soon\"")]
    [InlineData("-o stdout_output.enabled=false", "No output configured")]
    [InlineData("-o file_output.enabled=true -o file_output.filename=/nonexistent/x", "Cannot write to /nonexistent/x: No such file or directory")]
    [InlineData("-o file_output.enabled=true -o file_output.filename=/tmp", "Cannot write to /tmp: Is a directory")]
    [InlineData("-o file_output.enabled=true -o file_output.filename=/dev/full", "Cannot write to /dev/full: No space left on device")]
    [InlineData("-l nosuch", "Rule \"nosuch\" is not loaded")]
    [InlineData("--nosuch", "Option ‘nosuch’ does not exist")]
    [InlineData("-A", "Option ‘A’ does not exist")]
    [InlineData("--list=nosuch", "Value for --list must be a valid source type")]
    [InlineData("--plugin-info nosuch", "can't find plugin and print its info: nosuch")]
    [InlineData("-P /nonexistent/pid", "Could not write pid to pidfile /nonexistent/pid")]
    [InlineData("-o metrics.enabled=true -o metrics.interval=1ms", "Metrics interval must have a minimum value of 100ms")]
    [InlineData("-o plugins[].name=x -o plugins[1].library_path=libx.so -o load_plugins[]=x", "Cannot load plugin 'x' from libx.so: plugin libraries cannot be loaded")]
    public void A_bad_option_is_named(string options, string expected)
        => Fails(expected, FalcoProgram.Run(["-e", FalcoProgram.SeedCapture, .. options.Split(' ')]));

    [SkippableTheory]
    [InlineData("--enable-source nosuch", "Attempted enabling an unknown event source: nosuch")]
    [InlineData("--disable-source nosuch", "Attempted disabling an unknown event source: nosuch")]
    [InlineData("--disable-source syscall", "Must enable at least one event source")]
    [InlineData("--enable-source syscall --disable-source syscall", "You can not mix --enable-source and --disable-source")]
    public void A_choice_of_sources_that_makes_no_sense_is_named(string options, string expected)
        => Fails(expected, FalcoProgram.Run(["-o", "engine.kind=nodriver", .. options.Split(' ')]));

    [SkippableFact]
    public void The_kernel_module_that_is_not_there_is_named()
        => Fails("engine.kind is to be modern_ebpf, or give a capture with -e FILE", FalcoProgram.Run("-o", "engine.kind=kmod"));

    [SkippableFact]
    public void Without_privileges_the_machine_cannot_be_watched()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can give its privileges away");
        Fails(
            "This machine cannot be watched: watching the kernel takes root",
            FalcoProgram.Shell("exec setpriv --reuid=65534 --regid=65534 --clear-groups $falco -o webserver.enabled=false"));
    }

    [SkippableFact]
    public void A_configuration_without_rules_is_named()
        => Fails(
            "You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml",
            FalcoProgram.Run("-c", _folder.Write("falco.yaml", "")));

    [SkippableFact]
    public void A_file_of_the_pipelines_settings_that_includes_what_is_not_there_is_named()
        => Fails(
            "nosuch.conf: is included, but there is no such file",
            FalcoProgram.RunWithHocon(_folder.Write("pipeline.conf", "include \"nosuch.conf\"\n"), "-e", FalcoProgram.SeedCapture));

    [SkippableFact]
    public void A_bad_configuration_file_is_named_with_the_place()
        => Fails("falco.yaml:2:1: ", FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-c", _folder.Write("falco.yaml", "a: [\n")));

    [SkippableTheory]
    [InlineData("falco.ingest.credit = x", "falco.ingest.credit = x: is not a size")]
    [InlineData("falco.ingest.linger = x", "falco.ingest.linger = x: is not a time")]
    [InlineData("falco.ingest.nosuch = 1", "there is no setting falco.ingest.nosuch")]
    [InlineData("falco = 3", "falco is a section")]
    [InlineData("\nfalco {", "pipeline.conf:2: the '{' is not closed")]
    [InlineData("}", "pipeline.conf:1: there is no '{' for this '}'")]
    [InlineData("akka.actor = 4", "akka.actor is a section")]
    public void A_bad_setting_of_the_pipeline_is_named(string content, string expected)
        => Fails(expected, FalcoProgram.RunWithHocon(_folder.Write("pipeline.conf", content), "-e", FalcoProgram.SeedCapture));

    [SkippableFact]
    public void A_full_disk_behind_standard_output_is_an_error()
        => Fails("Cannot write to standard output: No space left on device", FalcoProgram.Shell("exec $falco -e $seed >/dev/full"));

    private static void Fails(string expected, FalcoProgram.Result result)
    {
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Errors.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    private static byte[] Seed()
    {
        using var gzip = new GZipStream(File.OpenRead(FalcoProgram.SeedCapture), CompressionMode.Decompress);
        var whole = new MemoryStream();
        gzip.CopyTo(whole);
        return whole.ToArray();
    }
}
