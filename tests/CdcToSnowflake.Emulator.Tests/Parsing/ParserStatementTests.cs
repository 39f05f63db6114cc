using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

public sealed class ParserStatementTests
{
    [Fact]
    public void Parse_TaskWithBlock_KeepsTheBlocksSemicolonsAndTextTogether()
    {
        const string block = """
            DECLARE merged NUMBER(20,0); target NUMBER(20,0) DEFAULT 0;
            BEGIN
              BEGIN TRANSACTION;
              merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "P");
              IF (target > merged) THEN
                DELETE FROM "R" AS t WHERE EXISTS (SELECT 1 FROM "S" WHERE "_OP" = 'T' AND "_CUT" > :merged);
              ELSEIF (target = 0) THEN NULL;
              ELSE LET x := 1; END IF;
              COMMIT;
            EXCEPTION WHEN OTHER THEN ROLLBACK; RAISE; END
            """;
        var statements = SqlParser.Parse($"CREATE OR REPLACE TASK \"D\".\"S\".\"T\" TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('\"D\".\"S\".\"X\"') AS {block};\nALTER TASK \"D\".\"S\".\"T\" RESUME;");

        Assert.Equal(2, statements.Count);
        var task = Assert.IsType<CreateTaskStatement>(statements[0]);
        Assert.Equal(block, task.Body.Text);
        Assert.Equal("SYSTEM$STREAM_HAS_DATA('\"D\".\"S\".\"X\"')", task.WhenText.ToString());
        var body = Assert.IsType<BlockStatement>(task.Body);
        Assert.Equal(2, body.Declarations.Count);
        Assert.Equal(4, body.Body.Count);
        Assert.Equal(["OTHER"], body.Handlers[0].Names);
        Assert.IsType<ResumeAction>(Assert.IsType<AlterStatement>(statements[1]).Action);
    }

    [Theory]
    [InlineData("FROM '@\"D B\".\"S\".\"STAGE\"/data/shop.orders/v1/'")]
    [InlineData("FROM @\"D B\".\"S\".stage/data/shop.orders/v1/")]
    public void Parse_PipeOverAStage_NamesTheStageAndThePath(string from)
    {
        var text = $"CREATE PIPE IF NOT EXISTS P AUTO_INGEST = TRUE AS COPY INTO T (\"ID\") FROM (SELECT $1:\"id\"::NUMBER(20,0) {from}) FILE_FORMAT = (FORMAT_NAME = 'D.S.F') ON_ERROR = SKIP_FILE";
        var pipe = Assert.IsType<CreatePipeStatement>(Assert.Single(SqlParser.Parse(text)));

        Assert.Equal(CreateMode.IfNotExists, pipe.Mode);
        Assert.Equal(["D B", "S", "STAGE"], pipe.Copy.Stage.Name.Parts);
        Assert.Equal("data/shop.orders/v1/", pipe.Copy.Stage.Path);
        Assert.Equal("D.S.F", pipe.Copy.Properties.Group("FILE_FORMAT")!.Text("FORMAT_NAME"));
        Assert.Equal("SKIP_FILE", pipe.Copy.Properties.Text("ON_ERROR"));
        var item = Assert.IsType<ExpressionItem>(Assert.Single(pipe.Copy.Transformation!.Items));
        Assert.Equal(new CastExpression(new PathExpression(new PositionalColumn(null, 1), "id"), DataType.Number(20, 0), IsTry: false), item.Expression);
    }

    [Fact]
    public void Parse_MergeWithAllActions_KeepsTheirOrder()
    {
        const string text = """
            MERGE INTO "D"."R"."ORDERS" AS t
            USING (SELECT s.* FROM "D"."S"."ORDERS" AS s WHERE s."_OP" <> 'T' QUALIFY ROW_NUMBER() OVER (PARTITION BY s."ID" ORDER BY s."_CUT" DESC, s."_SEQ" DESC) = 1) AS s
            ON t."ID" = s."ID"
            WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
            WHEN MATCHED THEN UPDATE SET t."X" = s."X", "Y" = s."Y"
            WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT ("ID", "X") VALUES (s."ID", s."X")
            """;
        var merge = Assert.IsType<MergeStatement>(Assert.Single(SqlParser.Parse(text)));

        Assert.Equal("T", merge.Target.Alias!.Name);
        Assert.IsType<MergeDeleteAction>(merge.Clauses[0].Action);
        Assert.Equal(["X", "Y"], Assert.IsType<MergeUpdateAction>(merge.Clauses[1].Action).Assignments.Select(a => a.Column));
        Assert.Equal(["ID", "X"], Assert.IsType<MergeInsertAction>(merge.Clauses[2].Action).Columns);
        var source = Assert.IsType<SelectBody>(Assert.IsType<DerivedTable>(merge.Source).Query.Body);
        Assert.NotNull(source.Qualify);
    }
}
