using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.Rules.Testing;

/// <summary>What a test does not say of an event: that a call succeeded, and of a new program that it runs as the process did before.</summary>
internal static class TestDefaults
{
    private const int LongestComm = 15;

    public static void Fill(EventInfo info, byte[][] parameters, TestProcess process)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Length == 0 && Default(info, i, parameters, process) is { } value)
            {
                parameters[i] = value;
            }
        }
    }

    private static byte[]? Default(EventInfo info, int index, byte[][] parameters, TestProcess process)
    {
        var param = info.Params[index];
        if (index == 0 && param.Type is ParamType.Errno or ParamType.Fd)
        {
            return Long(param.Type == ParamType.Fd ? 3 : 0);
        }

        return info.Name is "execve" or "execveat" or "clone" or "clone3" or "fork" or "vfork" ? OfProcess(info, param, parameters, process) : null;
    }

    private static byte[]? OfProcess(EventInfo info, ParamInfo param, byte[][] parameters, TestProcess process)
    {
        switch (param.Name)
        {
            case "exe":
                return ParamWriter.Text(process.ExePath.Length > 0 ? process.ExePath : process.Name);
            case "comm":
                var name = Path.GetFileName(TextOf(info, parameters, "exe"));
                return ParamWriter.Text(name.Length > LongestComm ? name[..LongestComm] : name);
            case "trusted_exepath":
                return TextOf(info, parameters, "exe") is ['/', ..] path ? ParamWriter.Text(path) : null;
            case "args":
                return info.Name.StartsWith("exec", StringComparison.Ordinal) ? null : Strings(process.Args);
            case "env":
                return Strings(process.Env);
            case "cgroups":
                return Strings(TestMachine.Cgroups(process));
            case "cwd":
                return ParamWriter.Text(process.Cwd);
            case "tid" or "pid" or "vtid" or "vpid" or "vpgid" or "pgid":
                return Long(process.Pid);
            case "ptid":
                return Long(process.Parent);
            case "fdlimit":
                return Long(1024);
            case "tty":
                return Word(process.Tty);
            case "uid":
                return Word(process.Uid);
            case "gid":
                return Word(process.Gid);
            case "loginuid":
                return Word(process.LoginUid);
            case "flags":
                return Word(0);
            default:
                return null;
        }
    }

    private static string TextOf(EventInfo info, byte[][] parameters, string name)
    {
        var bytes = parameters[Array.FindIndex(info.Params, param => param.Name == name)];
        return System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Max(bytes.Length - 1, 0)));
    }

    private static byte[] Strings(IReadOnlyList<string> strings) => [.. strings.SelectMany(ParamWriter.Text)];

    private static byte[] Long(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
