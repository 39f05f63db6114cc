namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>How the embedded Snowflake answers over HTTP.</summary>
public sealed record EmulatorServerOptions
{
    /// <summary>The account's identifier, which a key pair's token must name: organization-account, or a locator, whose region a token leaves out.</summary>
    /// <value>Default: <c>EMULATOR</c>.</value>
    public string Account { get; init; } = "EMULATOR";

    /// <summary>The clock by which tokens run out and requests are held.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a request is held before it is answered with 202.</summary>
    /// <value>Default: 45 seconds, as Snowflake has it; not negative.</value>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Rows in a partition of a result.</summary>
    /// <value>Default: 10,000; from 1.</value>
    public int RowsPerPartition { get; init; } = 10_000;

    /// <summary>How many statements' results are kept. The oldest ended ones are forgotten first; Snowflake keeps them for a day.</summary>
    /// <value>Default: 1,000; from 1.</value>
    public int KeptStatements { get; init; } = 1000;

    /// <summary>What goes wrong with a request; null for nothing. Called once for each request, from several threads.</summary>
    /// <value>Default: null, nothing goes wrong.</value>
    public Func<ServerRequest, ServerFault?>? Faults { get; init; }
}
