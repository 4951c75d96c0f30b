namespace Falco.Conformance.Tests;

/// <summary>
/// <c>dotnet run --project tests/Falco.Conformance.Tests -- [engine|pipeline|program] [KIND [CAPTURE]]</c>: what differs from Falco, in short;
/// <c>... -- print CAPTURE RULES...</c>: the engine's alerts for any capture and rules, to compare with those of a Falco at hand.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["print", var file, .. var rules])
        {
            foreach (var alert in EngineReplay.Run(file, rules))
            {
                Console.WriteLine(alert.Line);
            }

            return 0;
        }

        if (Corpus.Directory is null)
        {
            Console.Error.WriteLine("There is no corpus: set FALCO_CORPUS to its directory.");
            return 2;
        }

        var words = new Queue<string>(args);
        var replay = Replays.All["program"];
        if (words.TryPeek(out var first) && Replays.All.TryGetValue(first, out var named))
        {
            replay = named;
            words.Dequeue();
        }

        words.TryDequeue(out var kind);
        words.TryDequeue(out var capture);
        var failed = 0;
        foreach (var c in Corpus.Cases())
        {
            if ((kind is null || c.Kind.StartsWith(kind, StringComparison.Ordinal)) && (capture is null || c.Capture == capture))
            {
                var report = Replays.Compare(c, replay);
                Console.Write(report);
                failed += report.IsClean ? 0 : 1;
            }
        }

        return failed == 0 ? 0 : 1;
    }
}
