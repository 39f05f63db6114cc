using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>A world in which each table exists and has the columns A, B and X.</summary>
internal sealed class AnyNames : INameScope
{
    public SessionFacts Session { get; } = new() { Now = DateTimeOffset.UnixEpoch };

    public Relation ResolveRelation(NamedTable table) => new(PhysicalName.Quoted(table.Name.Name),
        [new RelationColumn("A", DataType.Integer), new RelationColumn("B", DataType.Varchar), new RelationColumn("X", DataType.Variant)]);

    public Relation ResolveStage(StageTable stage) => new("stage", []) { Document = [new DocumentField("a", "a", DataType.Integer)] };

    public Relation? ResolveTableFunction(FunctionCall call) => null;

    public TranslatedExpression? ResolveVariable(string name) => new("1", DataType.Integer);

    public TranslatedExpression? ResolveSessionVariable(string name) => null;

    public TranslatedExpression? ResolveParameter(int ordinal) => null;

    public TranslatedExpression? ResolveSystemFunction(FunctionCall call) => new("true", DataType.Boolean);
}
