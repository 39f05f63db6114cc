using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A pipe with what its definition names.</summary>
internal sealed record PipeTarget(PipeObject Pipe, CopyIntoTableStatement Copy, StageObject Stage, TableObject Table)
{
    /// <summary>Whether its owner may not load what it loads: its files wait until it may.</summary>
    public bool IsStalled { get; init; }

    /// <summary>Whether it loads files that it hears of.</summary>
    public bool IsRunning => !Pipe.IsPaused && !IsStalled;

    public const string StandardOnError = "SKIP_FILE";

    /// <summary>Whether one of the pipe's files that cannot be loaded is told to its integration: "Snowpipe error notifications".</summary>
    public bool TellsErrors => Pipe.ErrorIntegration is not null && (Copy.Properties.Text("ON_ERROR")?.ToUpperInvariant() ?? StandardOnError) == StandardOnError;

    /// <summary>Whether PATTERN lets a file in: it is matched with what comes after the stage's URL and the COPY's path.</summary>
    public bool Takes(string pathBelowStage) =>
        Pattern is null || Pattern.IsMatch(pathBelowStage[(pathBelowStage.StartsWith(Copy.Stage.Path, StringComparison.Ordinal) ? Copy.Stage.Path.Length : 0)..].TrimStart('/'));

    private Regex? Pattern { get; } = BulkCopy.Pattern(Copy);

    /// <summary>null if the stage or the table is gone: the pipe then loads nothing, and what came meanwhile is listed when both are there.</summary>
    public static PipeTarget? Of(PipeObject pipe, CopyIntoTableStatement copy, CatalogSnapshot catalog) =>
        FindStage(pipe, copy, catalog) is { } stage && FindTable(pipe, copy, catalog) is { } table ? new PipeTarget(pipe, copy, stage, table) : null;

    /// <summary>What the pipe's owner lacks to load by it; null for nothing. "CREATE PIPE": USAGE on stage and format, SELECT and INSERT on the table.</summary>
    public string? Denied(RoleAccess owner, CatalogSnapshot catalog)
    {
        if (owner.IsOwner)
        {
            return null;
        }

        try
        {
            owner.Require("USAGE", Stage, Copy.Stage.Name);
            owner.Require("INSERT", Table, Copy.Target);
            owner.Require("SELECT", Table, Copy.Target);
            _ = FileFormat.Of(Copy, catalog, name => NameResolution.Complete(NameSpaceKind.FileFormat, name, Pipe.Database, Pipe.Schema), owner);
            return null;
        }
        catch (SnowflakeException denied)
        {
            return denied.RawMessage;
        }
    }

    public static CopyIntoTableStatement Parse(PipeObject pipe) => (CopyIntoTableStatement)SqlParser.Parse(pipe.Definition)[0];

    public static StageObject? FindStage(PipeObject pipe, CopyIntoTableStatement copy, CatalogSnapshot catalog) =>
        catalog.Find(NameResolution.Complete(NameSpaceKind.Stage, copy.Stage.Name, pipe.Database, pipe.Schema)) as StageObject;

    public static TableObject? FindTable(PipeObject pipe, CopyIntoTableStatement copy, CatalogSnapshot catalog) =>
        catalog.Find(NameResolution.Complete(NameSpaceKind.Table, copy.Target, pipe.Database, pipe.Schema)) as TableObject;
}
