namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>A statement that ran, as QUERY_HISTORY tells of it.</summary>
internal sealed record QueryRecord
{
    public required string Id { get; init; }

    /// <summary>The statement inside of which it ran; null = it was sent by itself.</summary>
    public string? ParentId { get; init; }

    /// <summary>At most 100,000 characters, secrets left out.</summary>
    public required string Text { get; init; }

    /// <value>Upper case: SELECT, CREATE_TABLE.</value>
    public required string Type { get; init; }

    public required long SessionId { get; init; }

    public required string Role { get; init; }

    public string? Database { get; init; }

    public string? Schema { get; init; }

    public string? Warehouse { get; init; }

    public string? WarehouseSize { get; init; }

    public long? WarehouseId { get; init; }

    public required string Tag { get; init; }

    public required DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; init; }

    public int? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>DML's counts by name: inserted, updated, deleted.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>The ids of the tables that it read, by itself or through views; not of those that only streams read.</summary>
    public IReadOnlyCollection<long> Tables { get; init; } = [];

    /// <summary>Credits of its warehouse for as long as it ran.</summary>
    public decimal Credits { get; init; }
}
