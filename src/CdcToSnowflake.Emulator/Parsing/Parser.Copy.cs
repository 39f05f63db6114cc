using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private CopyIntoTableStatement ParseCopy()
    {
        ExpectWords("COPY", "INTO");
        if (Here.Kind is TokenKind.Stage or TokenKind.String)
        {
            throw new NotEmulatedException("COPY INTO a location", Position, "Read the rows by a query, and write the file with your own code.");
        }

        RefuseWord("FILES", "COPY FILES");
        var target = ParseObjectName();
        var columns = IsSymbol("(") ? ParseNameList() : [];
        ExpectWord("FROM");
        StageReference stage;
        SelectBody? transformation = null;
        if (TrySymbol("("))
        {
            var position = Position;
            transformation = ParseSelect();
            if (transformation.From is not [StageTable source])
            {
                throw transformation.From is [FunctionTable { Call.Name.Name: "DATA_SOURCE" }]
                    ? new NotEmulatedException("a streaming source", position)
                    : SnowflakeException.Compilation(position, "COPY statement only supports simple SELECT from stage statements for import: FROM names one stage, without joins.");
            }

            if (source.FileFormat is not null || source.Pattern is not null)
            {
                throw new NotEmulatedException("FILE_FORMAT and PATTERN of the stage within a COPY transformation", source.Position, "Write them behind the query, as options of COPY INTO.");
            }

            stage = source.Stage;
            ExpectSymbol(")");
        }
        else
        {
            stage = ParseStage();
        }

        return new CopyIntoTableStatement(target, columns, stage, transformation, ParseProperties("COPY INTO", KnownProperties.Copy));
    }
}
