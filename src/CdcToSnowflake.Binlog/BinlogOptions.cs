using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>How a binlog is decoded, wherever it comes from.</summary>
public sealed record BinlogOptions
{
    /// <summary>Whether the CRC32 of events that carry one is verified.</summary>
    /// <value>Default: true.</value>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>The largest event, in bytes, also after decompression; a larger one is a <see cref="BinlogCorruptException"/>.</summary>
    /// <value>Default: 1 GiB and 1 MiB, for the largest <c>max_allowed_packet</c> and an event's own overhead; from 19, an event's header.</value>
    public int MaxEventBytes { get; init; } = (1 << 30) + (1 << 20);

    /// <summary>How many bytes a file is read by, and so about how large a batch is; an event that is larger makes a batch of its own.</summary>
    /// <value>Default: 1 MiB; at least 64 KiB.</value>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>Asked once per table shape: false leaves its rows undecoded and unseen. Must be pure. <see cref="BinlogTablePatterns.Matching"/> makes one of patterns such as <c>shop.*</c>.</summary>
    /// <value>Default: null, every table.</value>
    public Func<BinlogTable, bool>? TableFilter { get; init; }

    internal BinlogOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEventBytes, EventFrame.HeaderLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 64 << 10);
        return this;
    }
}
