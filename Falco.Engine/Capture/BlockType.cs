namespace Falco.Engine.Capture;

/// <summary>
/// The kinds of blocks in a .scap file (scap_savefile.h of falcosecurity/libs). The numbers with 0xABCD are of captures that
/// are older than the format's first release.
/// </summary>
internal enum BlockType : uint
{
    SectionHeader = 0x0A0D0D0A,

    MachineInfo = 0x201,
    MachineInfoOld = 0x8002ABCD,

    ProcessListV1 = 0x202,
    ProcessListV1Old = 0x8000ABCD,
    ProcessListV2 = 0x207,
    ProcessListV2Old = 0x8013ABCD,
    ProcessListV3 = 0x209,
    ProcessListV3Old = 0x8014ABCD,
    ProcessListV4 = 0x210,
    ProcessListV5 = 0x211,
    ProcessListV6 = 0x212,
    ProcessListV7 = 0x213,
    ProcessListV8 = 0x214,
    ProcessListV9 = 0x215,

    FdList = 0x203,
    FdListOld = 0x8001ABCD,
    FdListV2 = 0x218,

    InterfaceList = 0x205,
    InterfaceListOld = 0x8011ABCD,
    InterfaceListV2 = 0x219,

    UserList = 0x206,
    UserListOld = 0x8012ABCD,
    UserListV2 = 0x220,

    Event = 0x204,
    EventOld = 0x8010ABCD,
    EventV2 = 0x216,
    EventV2Large = 0x221,
    EventWithFlags = 0x208,
    EventWithFlagsV2 = 0x217,
    EventWithFlagsV2Large = 0x222,
}
