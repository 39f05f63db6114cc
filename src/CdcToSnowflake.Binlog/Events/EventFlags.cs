namespace CdcToSnowflake.Binlog.Events;

/// <summary>Flags of an event's header.</summary>
[Flags]
internal enum EventFlags : ushort
{
    None = 0,

    /// <summary>The file is still open, or was when its server crashed; on the format description only.</summary>
    BinlogInUse = 0x01,

    /// <summary>A statement for which no default schema is to be chosen: CREATE DATABASE, and what the server writes by itself.</summary>
    SuppressUse = 0x08,

    /// <summary>Made up by the sending server: it takes no room in the file.</summary>
    Artificial = 0x20,

    /// <summary>A reader that doesn't know the type may pass it over.</summary>
    Ignorable = 0x80,
}
