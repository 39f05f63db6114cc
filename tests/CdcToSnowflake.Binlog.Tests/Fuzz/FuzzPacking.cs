namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>What a mutated event is wrapped into after the mutation, so that the wrapping is sound and the mutation reaches what lies behind it.</summary>
internal enum FuzzPacking
{
    None,

    /// <summary>A TRANSACTION_PAYLOAD that isn't compressed.</summary>
    Payload,

    /// <summary>A TRANSACTION_PAYLOAD in zstd.</summary>
    ZstdPayload,

    /// <summary>MariaDB's compressed rows: what follows the header of the rows event, in zlib.</summary>
    MariaRows,
}
