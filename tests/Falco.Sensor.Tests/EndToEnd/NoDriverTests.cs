using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>A run without events: what else is there goes on.</summary>
public sealed class NoDriverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void It_ends_when_its_time_is_up()
    {
        var pidFile = Path.Combine(_folder.Path, "pid");
        using var falco = Start("-M", "1", "-P", pidFile);
        var result = falco.End();
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Events detected: 0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("Enabled event sources: syscall\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal($"{falco.Id}", File.ReadAllText(pidFile));
    }

    [SkippableFact]
    public void It_starts_anew_when_a_rules_file_changes()
    {
        var rules = _folder.Write("rules.yaml", "[]\n");
        using var falco = Start("-r", rules);
        falco.WaitForErrors("with no driver");
        File.WriteAllText(rules, "- list: l\n  items: [a]\n");
        falco.WaitForErrors("SIGHUP received, restarting...");
        falco.WaitForErrors("with no driver");
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);
    }

    [SkippableFact]
    public void It_starts_anew_when_a_rules_file_comes_into_a_folder_but_not_with_a_broken_one()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "rules.d")).FullName;
        using var falco = Start("-r", folder);
        falco.WaitForErrors("with no driver");
        File.WriteAllText(Path.Combine(folder, "a.yaml"), "- rule: x\n");
        falco.WaitForOutput("Falco internal: hot restart failure");
        File.WriteAllText(Path.Combine(folder, "a.yaml"), "[]\n");
        falco.WaitForErrors("SIGHUP received, restarting...");
        falco.WaitForErrors("with no driver");
        falco.Send(RunningFalco.Interrupt);
        Assert.Equal(0, falco.End().ExitCode);
    }

    [SkippableFact]
    public async Task The_web_server_says_that_all_is_well_and_what_there_is()
    {
        var port = FreePort();
        var rules = _folder.Write("rules.yaml", "[]\n");
        using var falco = Start(
            "-r", rules, "-o", "webserver.enabled=true", "-o", $"webserver.listen_port={port}", "-o", "webserver.listen_address=127.0.0.1",
            "-o", "metrics.enabled=true", "-o", "metrics.interval=1h", "-o", "webserver.prometheus_metrics_enabled=true");
        falco.WaitForErrors("with no driver");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal("{\"status\": \"ok\"}", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        using var versions = JsonDocument.Parse(await client.GetStringAsync(new Uri("/versions", UriKind.Relative)));
        Assert.Equal("0.62.0", versions.RootElement.GetProperty("engine_version_semver").GetString());
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("# TYPE falcosecurity_falco_version_info gauge\nfalcosecurity_falco_version_info{version=\"0.44.1+actors.", metrics, StringComparison.Ordinal);
        Assert.Contains("falcosecurity_falco_sha256_rules_files_info{file_name=\"rules.yaml\",sha256=\"", metrics, StringComparison.Ordinal);
        using var nothing = await client.GetAsync(new Uri("/nosuch", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        using var post = await client.PostAsync(new Uri("/healthz", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);

        var second = FalcoProgram.Run(
            "-o", "engine.kind=nodriver", "-r", rules, "-o", $"webserver.listen_port={port}", "-o", "webserver.listen_address=127.0.0.1");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"Error: The web server cannot listen on 127.0.0.1:{port}: ", second.Errors, StringComparison.Ordinal);
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);
    }

    private RunningFalco Start(params string[] options)
        => new([
            "-c", _folder.Write("falco.yaml", "log_stderr: true\nlog_syslog: false\nstdout_output: {enabled: true}\nengine: {kind: nodriver}\n"),
            .. options.Contains("-r") ? options : [.. options, "-r", _folder.Write("none.yaml", "[]\n")],
        ]);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
