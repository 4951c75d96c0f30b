using System.Globalization;

namespace Falco.Bench.Profile;

/// <summary>What one method did while the runtime counted.</summary>
/// <param name="Name">Namespace, types joined by <c>+</c>, and the method's name.</param>
/// <param name="Signature">As the runtime prints signatures: <c>instance bool  (int64,class Falco.Engine.State.FdInfo)</c>.</param>
/// <param name="BodyLength">Bytes of its IL.</param>
/// <param name="Elements">What was counted, in the runtime's order.</param>
internal sealed record ProfiledMethod(string Name, string Signature, int BodyLength, IReadOnlyList<ProfileElement> Elements)
{
    private const string Instance = "instance ";

    /// <summary>Whether it belongs to an object.</summary>
    public bool IsInstance => Signature.StartsWith(Instance, StringComparison.Ordinal);

    /// <summary>Whether it, or its type, has type parameters: the text does not say what stood for them.</summary>
    public bool IsGeneric => Name.Contains('`', StringComparison.Ordinal)
        || Signature.StartsWith("generic ", StringComparison.Ordinal)
        || Signature.StartsWith(Instance + "generic ", StringComparison.Ordinal);

    /// <summary>How many parameters the signature has.</summary>
    public int ParameterCount
    {
        get
        {
            var parameters = Signature.AsSpan(Signature.IndexOf("  (", StringComparison.Ordinal) + 3).TrimEnd(')');
            var (count, depth) = (parameters.IsEmpty ? 0 : 1, 0);
            foreach (var c in parameters)
            {
                depth += c is '<' or '(' or '[' ? 1 : c is '>' or ')' or ']' ? -1 : 0;
                count += c == ',' && depth == 0 ? 1 : 0;
            }

            return count;
        }
    }
}

/// <summary>One thing that was counted in a method: a branch, or the types that came by.</summary>
/// <param name="Kind">The runtime's number for what it is (<c>PgoInstrumentationKind</c>).</param>
/// <param name="Offset">Where in the method's IL.</param>
/// <param name="Count">How many values.</param>
/// <param name="Other">What belongs to the kind, as where a branch leads.</param>
/// <param name="Values">Numbers, or <c>TypeHandle:</c> and <c>MethodHandle:</c> with names.</param>
internal sealed record ProfileElement(int Kind, int Offset, int Count, int Other, IReadOnlyList<string> Values);

/// <summary>
/// The text in which the .NET runtime writes down what it counted (<c>DOTNET_WritePGOData</c>, <c>DOTNET_PGODataPath</c>): per method a line
/// that begins with <c>@@@</c>, its name, its signature, and its elements with a value a line.
/// </summary>
internal static class RuntimeProfile
{
    /// <summary>The methods of a file, in its order.</summary>
    public static IEnumerable<ProfiledMethod> Read(string path)
    {
        string name = "", signature = "";
        var bodyLength = 0;
        var elements = new List<ProfileElement>();
        var values = new List<string>();
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith("***", StringComparison.Ordinal)).Append("@@@ ilSize 0x0"))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "@@@":
                    if (name.Length > 0)
                    {
                        yield return new ProfiledMethod(name, signature, bodyLength, elements);
                    }

                    (name, elements) = ("", []);
                    bodyLength = int.Parse(words[Array.IndexOf(words, "ilSize") + 1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    break;
                case "MethodName:":
                    name = words[1];
                    break;
                case "Signature:":
                    signature = line["Signature: ".Length..];
                    break;
                case "Schema":
                    // Schema InstrumentationKind 385 ILOffset 42 Count 1 Other 48, the last without a sign.
                    values = [];
                    elements.Add(new ProfileElement(Number(words[2]), Number(words[4]), Number(words[6]), Number(words[8]), values));
                    break;
                default:
                    values.Add(line);
                    break;
            }
        }
    }

    private static int Number(string word) => unchecked((int)long.Parse(word, CultureInfo.InvariantCulture));
}
