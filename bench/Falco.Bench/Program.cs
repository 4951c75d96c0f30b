using BenchmarkDotNet.Running;
using Falco.Bench.Profile;

namespace Falco.Bench;

/// <summary>
/// <list type="bullet">
/// <item><c>engine CAPTURE [RULES...]</c>: replays a capture through the bare engine once and prints what it took.</item>
/// <item><c>parts CAPTURE [RULES...]</c>: the same, part by part.</item>
/// <item><c>pipeline CAPTURE [RULES...]</c>: the same through the actors.</item>
/// <item><c>live FALCO</c>: what the program takes that watches this machine.</item>
/// <item><c>repeat CAPTURE TIMES OUT</c>: makes a long capture of a short one.</item>
/// <item><c>containers COUNT PROCESSES OUT [stay]</c>: makes the capture of a machine with so many containers of so many processes, which end or stay.</item>
/// <item><c>count CAPTURE</c>: how many events the file has.</item>
/// <item><c>profile COUNTED PROGRAM OUT</c>: makes a compiler's profile of what the runtime counted while the program in that directory ran.</item>
/// <item>anything else: the benchmarks, with BenchmarkDotNet's own arguments (<c>--filter '*'</c>).</item>
/// </list>
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["engine", var capture, .. var rules]:
                Console.WriteLine(EngineRun.Run(capture, rules.Length > 0 ? rules : [Samples.DefaultRules]));
                return 0;
            case ["parts", var capture, .. var rules]:
                Console.Write(PartsRun.Run(capture, rules.Length > 0 ? rules : [Samples.DefaultRules]));
                return 0;
            case ["pipeline", var capture, .. var rules]:
                Console.WriteLine(PipelineRun.Run(capture, rules.Length > 0 ? rules : [Samples.DefaultRules]));
                return 0;
            case ["live", var falco]:
                Console.Write(LiveRun.Run(falco));
                return 0;
            case ["repeat", var capture, var times, var target] when int.TryParse(times, out var count) && count > 0:
                Console.WriteLine($"{CaptureRepeater.Repeat(capture, count, target)} events");
                return 0;
            case ["count", var capture]:
                Console.WriteLine(EventCount.InFile(capture));
                return 0;
            case ["profile", var counted, var program, var target]:
                Console.WriteLine(ProfileRun.Run(counted, program, target));
                return 0;
            case ["containers", var containers, var processes, var target, .. [] or ["stay"]] when int.TryParse(containers, out var n) && int.TryParse(processes, out var each) && n > 0 && each > 0:
                Console.WriteLine($"{ContainersCapture.Make(n, each, stay: args.Length > 4, target)} events");
                return 0;
            case ["engine" or "pipeline" or "parts" or "live" or "repeat" or "containers" or "count" or "profile", ..]:
                Console.Error.WriteLine("usage: engine|parts|pipeline CAPTURE [RULES...] | live FALCO | repeat CAPTURE TIMES OUT | containers COUNT PROCESSES OUT [stay] | count CAPTURE | profile COUNTED PROGRAM OUT | BenchmarkDotNet's arguments");
                return 2;
            default:
                // In this process: it has the settings of the falco program, and nothing needs to be built on the way.
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. args]);
                return 0;
        }
    }
}
