using System.Runtime.InteropServices;

namespace Falco.Sensor.Kernel;

/// <summary>How the kernel program makes a parameter of a call's arguments and result; the numbers are those of <c>enum step_kind</c>.</summary>
internal enum StepKind : byte
{
    Empty, Result, Fd, U8, U16, U32, U64, Text, Bytes, SockAddr, TupleFrom, ResultTuple, OpenFlags, OpenMode, HowFlags, HowMode, HowResolve,
    Device, Inode, Pair, CloneFlags, Constant, ConstantU8, Signed32, ConstantU16, FileFlags, Enum, EnumU16, Dynamic, VectorBytes,
    VectorSize, MessageBytes, MessageSize, MessageTuple, TupleTo, Queue, PairInode, PrctlText, PrctlNumber, Capabilities, UserS64,

    Flags, FlagsOfUser, WideEnumU16, UserU32, UserU64, UserTime, Memory, ResultPath, Received, BytesRead, MessageControl, SocketOption,
    OptionName, OptionLength, Futex, Polled, KeyArgument, Quota, QuotaText, MountOption, Semaphore, SemaphoreValue, PairSocket,
    NodeMode, NodeDevice, TraceData,
}

/// <summary>One parameter of an event: how it is made, of which argument, and what else that takes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SyscallStep(StepKind Kind, byte Argument = 0, ushort Extra = 0)
{
    /// <summary>How many parameters it makes.</summary>
    public int ParamCount => Kind is StepKind.Memory or StepKind.Semaphore ? 3 : 1;
}

/// <summary>Calls that take more than steps; the numbers are those of <c>enum special_call</c>.</summary>
internal enum SpecialCall : byte
{
    Plain, Clone, Clone3, Fork, VFork, Execve, ExecveAt, SendMessages, ReceiveMessages,
}
