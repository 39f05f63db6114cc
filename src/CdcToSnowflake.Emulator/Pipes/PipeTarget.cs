using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A pipe with what its definition names.</summary>
internal sealed record PipeTarget(PipeObject Pipe, CopyIntoTableStatement Copy, StageObject Stage)
{
    /// <summary>null if the stage is gone: the pipe then loads nothing.</summary>
    public static PipeTarget? Of(PipeObject pipe, CatalogSnapshot catalog)
    {
        var copy = (CopyIntoTableStatement)SqlParser.Parse(pipe.Definition)[0];
        var stage = catalog.Find(NameResolution.Complete(NameSpaceKind.Stage, copy.Stage.Name, pipe.Database, pipe.Schema)) as StageObject;
        return stage is null ? null : new PipeTarget(pipe, copy, stage);
    }
}
