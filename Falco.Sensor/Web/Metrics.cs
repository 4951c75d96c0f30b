using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Web;

/// <summary>The program's counters in Prometheus's text format, by Falco's names.</summary>
internal sealed class Metrics(FalcoConfiguration configuration, LoadedRules rules, AlertCounts counts)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _described = [];

    public override string ToString()
    {
        _text.Clear();
        _described.Clear();
        Write("falcosecurity_falco_version_info", "gauge", 1, ("version", Versions.Falco));
        foreach (var file in rules.Files)
        {
            WriteHash("falcosecurity_falco_sha256_rules_files_info", file);
        }

        foreach (var file in configuration.Files)
        {
            WriteHash("falcosecurity_falco_sha256_config_files_info", file.Path);
        }

        Write("falcosecurity_falco_outputs_queue_num_drops_total", "counter", 0);
        Write("falcosecurity_falco_reload_timestamp_nanoseconds", "gauge", configuration.LoadTime);
        if (configuration.Metrics.RuleCounters)
        {
            foreach (var (index, count) in counts.ByRule())
            {
                if (index >= rules.Rules.Rules.Count)
                {
                    // An alert about alerts, or of a node with other rules.
                    continue;
                }

                var rule = rules.Rules.Rules[index];
                Write("falcosecurity_falco_rules_matches_total", "counter", count,
                [
                    ("priority", ((int)rule.Priority).ToString(CultureInfo.InvariantCulture)), ("rule_name", rule.Name), ("source", rule.Source),
                    .. rule.Tags.Select(tag => ($"tag_{tag}", "true")),
                ]);
            }
        }

        Write("falcosecurity_scap_engine_name_info", "gauge", 1, ("engine_name", "nodriver"), ("evt_source", "syscall"));
        return _text.ToString();
    }

    private void WriteHash(string name, string file)
    {
        try
        {
            Write(name, "gauge", 1, ("file_name", Path.GetFileName(file)), ("sha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone; the next start will say so.
        }
    }

    private void Write(string name, string type, long value, params (string Name, string Value)[] labels)
    {
        if (_described.Add(name))
        {
            _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} https://falco.org/docs/metrics/\n# TYPE {name} {type}\n");
        }

        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').AppendJoin(',', labels.Select(label => $"{Name(label.Name)}=\"{Escape(label.Value)}\"")).Append('}');
        }

        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    /// <summary>A label's name: letters, digits and underscores.</summary>
    private static string Name(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escape(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
