using System.Text.Json;
using Falco.Sensor.Tests.Outputs.Seq;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>Alerts of the program at a Seq server.</summary>
public sealed class SeqTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SeqReceiver _receiver = new();

    private string[] Options =>
    [
        "-o", "seq_output.enabled=true", "-o", $"seq_output.url={_receiver.Url}", "-o", $"seq_output.api_key={SeqReceiver.ApiKey}",
        "-o", $"seq_output.buffer_path={Path.Combine(_folder.Path, "buffer")}", "-o", "append_output[]={\"extra_fields\": [\"evt.num\"]}",
    ];

    public void Dispose()
    {
        _receiver.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void A_replay_sends_what_it_prints()
    {
        _receiver.Start();
        var result = FalcoProgram.Run(["-e", FalcoProgram.SeedCapture, "-o", "json_output=true", .. Options]);
        Assert.Equal(0, result.ExitCode);
        var printed = result.Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var events = _receiver.Take(printed.Count);
        Assert.Empty(_receiver.Refused);
        foreach (var (alert, e) in printed.Zip(events))
        {
            Assert.Equal(alert.GetProperty("rule").GetString(), e.GetProperty("rule").GetString());
            Assert.EndsWith(e.GetProperty("output").GetString()!, alert.GetProperty("output").GetString(), StringComparison.Ordinal);
            foreach (var field in alert.GetProperty("output_fields").EnumerateObject())
            {
                Assert.Equal(field.Value.ToString(), e.GetProperty(Falco.Sensor.Outputs.Seq.SeqTemplate.NameOf(field.Name)).ToString());
            }
        }
    }

    [SkippableFact]
    public void What_a_killed_program_printed_arrives_after_its_next_start()
    {
        HashSet<long> printed;
        using (var capture = new EndlessCapture(_folder))
        {
            using var falco = new RunningFalco(["-e", capture.Path, "-U", "-o", "json_output=true", .. Options]);
            falco.WaitForOutput("Shell with a terminal");
            falco.WaitForOutput("Shell with a terminal");
            falco.Send(RunningFalco.KillNow);
            printed = [.. falco.End().Lines.Where(line => line.StartsWith('{') && line.EndsWith('}')).Select(NumberOf)];
        }

        Assert.NotEmpty(printed);
        _receiver.Start();

        // No rule, no alert: what comes is what was there.
        var rules = _folder.Write("none.yaml", "[]");
        using var folder = new TemporaryFolder();
        using var more = new EndlessCapture(folder);
        using var again = new RunningFalco(["-e", more.Path, "-r", rules, .. Options]);
        var arrived = new HashSet<long>();
        while (!printed.IsSubsetOf(arrived))
        {
            arrived.Add(_receiver.Take(1)[0].GetProperty("evt_num").GetInt64());
        }

        again.Send(RunningFalco.Terminate);
        Assert.Equal(0, again.End().ExitCode);
        Assert.Empty(_receiver.Refused);
    }

    [SkippableFact]
    public void Without_an_address_it_says_what_is_missing()
    {
        var result = FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-o", "seq_output.enabled=true", "-o", "seq_output.url=seq");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("seq_output.url is seq, not an address", result.Errors, StringComparison.Ordinal);
    }

    private static long NumberOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("output_fields").GetProperty("evt.num").GetInt64();
}
