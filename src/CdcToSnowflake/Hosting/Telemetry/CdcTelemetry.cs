namespace CdcToSnowflake.Hosting.Telemetry;

/// <summary>The names of the service's metrics and traces, for OpenTelemetry: <c>AddMeter(CdcTelemetry.Name)</c>, <c>AddSource(CdcTelemetry.Name)</c>.</summary>
public static class CdcTelemetry
{
    /// <summary>The meter and the activity source.</summary>
    public const string Name = "CdcToSnowflake";

    /// <summary>Counter, <c>{cut}</c>: committed cuts. Tag <see cref="BrandTag"/>.</summary>
    public const string Cuts = "cdc.cuts";

    /// <summary>Counter, <c>{row}</c>: rows in committed cuts. Tag <see cref="BrandTag"/>.</summary>
    public const string Rows = "cdc.rows";

    /// <summary>Counter, bytes: files of committed cuts. Tag <see cref="BrandTag"/>.</summary>
    public const string Bytes = "cdc.bytes";

    /// <summary>Histogram, seconds: age of a cut's oldest change at the cut's commit. Tag <see cref="BrandTag"/>.</summary>
    public const string CutLag = "cdc.cut.lag";

    /// <summary>Gauge, seconds: how long ago a brand's last cut was committed, or its work began; none on standby, and where the source has ended. Tag <see cref="BrandTag"/>.</summary>
    public const string CutAge = "cdc.cut.age";

    /// <summary>Gauge: 1 for the state that a brand is in. Tags <see cref="BrandTag"/>, <see cref="StateTag"/>.</summary>
    public const string BrandState = "cdc.brand.state";

    /// <summary>Gauge, <c>{table}</c>: tables that are to be read as they are, those included that are being read; none while the brand isn't captured here. Tag <see cref="BrandTag"/>.</summary>
    public const string SnapshotTables = "cdc.snapshot.tables_left";

    /// <summary>Gauge, <c>{row}</c>: about how many rows of them are left; none while it is unknown. Tag <see cref="BrandTag"/>.</summary>
    public const string SnapshotRows = "cdc.snapshot.rows_left";

    /// <summary>Gauge, seconds: about how long they will take; none while it is unknown. Tag <see cref="BrandTag"/>.</summary>
    public const string SnapshotTime = "cdc.snapshot.time_left";

    /// <summary>Counter, <c>{failure}</c>: failures of a brand. Tags <see cref="BrandTag"/>, <see cref="ErrorTag"/>, <see cref="HealsTag"/>.</summary>
    public const string BrandFailures = "cdc.brand.failures";

    /// <summary>Counter, <c>{change}</c>: changes that a handler has taken. Tags <see cref="BrandTag"/>, <see cref="HandlerTag"/>.</summary>
    public const string HandlerChanges = "cdc.handler.changes";

    /// <summary>Counter, <c>{failure}</c>: calls of a handler that failed. Tags <see cref="BrandTag"/>, <see cref="HandlerTag"/>, <see cref="ErrorTag"/>.</summary>
    public const string HandlerFailures = "cdc.handler.failures";

    /// <summary>Histogram, seconds: how long a handler's call took. Tags <see cref="BrandTag"/>, <see cref="HandlerTag"/>.</summary>
    public const string HandlerDuration = "cdc.handler.duration";

    /// <summary>Gauge, <c>{cut}</c>: committed cuts that a handler hasn't acknowledged. Tags <see cref="BrandTag"/>, <see cref="HandlerTag"/>.</summary>
    public const string HandlerBehind = "cdc.handler.behind";

    /// <summary>Gauge, seconds: age of the oldest change in a cut that isn't in CI, or of the last cut where the capture stands still, at the last look. Tag <see cref="BrandTag"/>.</summary>
    public const string FlowBehind = "cdc.flow.behind";

    /// <summary>Gauge, seconds: where the last changes that came to CI spent their time, of the brand's slowest table. Tags <see cref="BrandTag"/>, <see cref="StageTag"/>.</summary>
    public const string FlowLag = "cdc.flow.lag";

    /// <summary>Gauge, <c>{file}</c>: files that are in the store and not in the account, for too long. Tag <see cref="BrandTag"/>.</summary>
    public const string FlowHoles = "cdc.flow.holes";

    /// <summary>Gauge, <c>{row}</c>: rows in cuts that aren't in RAW yet, by what they wait for, at the last look. Tags <see cref="BrandTag"/>, <see cref="StageTag"/>.</summary>
    public const string FlowRows = "cdc.flow.rows_under_way";

    /// <summary>Gauge, <c>{alert}</c>: tasks, pipes, flows, streams, brands, handlers and parts of the service that fail now, and costs that are too high. Tag <see cref="KindTag"/>.</summary>
    public const string Failing = "cdc.failing";

    /// <summary>Gauge, <c>{credit}</c>: credits a day by what they were for, in the last cost report's period. Tag <see cref="CreditsTag"/>.</summary>
    public const string CostCredits = "cdc.cost.credits";

    /// <summary>Gauge, <c>{credit}</c>: credits a day of a warehouse, as <see cref="CostCredits"/>. Tag <see cref="WarehouseTag"/>.</summary>
    public const string CostWarehouse = "cdc.cost.warehouse";

    /// <summary>Gauge, <c>{credit}</c>: credits a day of a task. Tag <see cref="TaskTag"/>.</summary>
    public const string CostTask = "cdc.cost.task";

    /// <summary>Gauge, <c>{credit}</c>: credits a day of a pipe. Tag <see cref="PipeTag"/>.</summary>
    public const string CostPipe = "cdc.cost.pipe";

    /// <summary>Gauge, <c>{credit}</c>: credits a day of a brand, <c>(none)</c> for what belongs to no single one. Tag <see cref="BrandTag"/>.</summary>
    public const string CostBrand = "cdc.cost.brand";

    /// <summary>Gauge, <c>{credit}</c>: credits a day that advice would save. Tag <see cref="AdviceTag"/>.</summary>
    public const string CostSavings = "cdc.cost.savings";

    /// <summary>The brand's id.</summary>
    public const string BrandTag = "cdc.brand";

    /// <summary>The handler's name.</summary>
    public const string HandlerTag = "cdc.handler";

    /// <summary>The state, as <see cref="Brands.BrandState"/> in lower case.</summary>
    public const string StateTag = "cdc.state";

    /// <summary>The part of the way to CI: <c>capture</c>, <c>upload</c>, <c>arrival</c>, <c>load</c>, <c>merge</c>, <c>ci</c>; of rows under way <c>load</c>, <c>merge</c>, or <c>unknown</c> where the table's loads weren't asked for.</summary>
    public const string StageTag = "cdc.stage";

    /// <summary>What fails, as <see cref="Operations.Failures.FailureKind"/> in lower case.</summary>
    public const string KindTag = "cdc.kind";

    /// <summary>What credits were for: <c>working</c> and <c>idle</c> warehouses, serverless <c>tasks</c>, <c>pipes</c>, <c>clustering</c>.</summary>
    public const string CreditsTag = "cdc.credits";

    /// <summary>The warehouse, or <c>(others)</c>; so are tasks and pipes.</summary>
    public const string WarehouseTag = "cdc.warehouse";

    /// <summary>The task's full name.</summary>
    public const string TaskTag = "cdc.task";

    /// <summary>The pipe's full name.</summary>
    public const string PipeTag = "cdc.pipe";

    /// <summary>What advice is about, as <see cref="Operations.Cost.Advice.CostAdviceKind"/> in lower case.</summary>
    public const string AdviceTag = "cdc.advice";

    /// <summary>The type of the exception.</summary>
    public const string ErrorTag = "error.type";

    /// <summary>Whether the failure is one that is tried again.</summary>
    public const string HealsTag = "cdc.heals";

    /// <summary>The cut's number, of activities.</summary>
    public const string CutTag = "cdc.cut";

    /// <summary>Activity: a cut, from its first commit at the source to its own.</summary>
    public const string CutActivity = "cdc.capture";

    /// <summary>Activity: a call of a handler.</summary>
    public const string HandleActivity = "cdc.handle";
}
