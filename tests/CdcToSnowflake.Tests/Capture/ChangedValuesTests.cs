using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Which statements of a session that isn't strict may have changed a text's characters.</summary>
public sealed class ChangedValuesTests
{
    [Theory]
    [InlineData("latin1", "VARCHAR(30) CHARACTER SET latin1", false)]
    [InlineData("latin1", "VARCHAR(30) COLLATE latin1_bin", false)]
    [InlineData("latin1", "VARCHAR(30) CHARSET utf8mb4", false)]
    [InlineData("utf8mb3", "VARCHAR(30) CHARACTER SET utf8", false)]
    [InlineData("utf8", "VARCHAR(30) CHARACTER SET UTF8MB3 COLLATE utf8mb3_bin", false)]
    [InlineData("utf8mb4", "VARCHAR(30) CHARACTER SET latin1", true)]
    [InlineData("utf8mb4", "VARCHAR(30) CHAR SET ascii", true)]
    [InlineData("latin1", "VARCHAR(30) CHARSET latin2", true)]
    [InlineData(null, "VARCHAR(30) CHARACTER SET latin1", true)]
    public void MayBe_TextRedeclared_IfItHadAnotherCharacterSet(string? before, string definition, bool expected)
    {
        var table = new SourceTable("d", "t", [new SourceColumn("id", new SourceType(SourceKind.Int), false), new SourceColumn("b", new SourceType(SourceKind.VarChar) { Length = 20 }, true)], ["id"]);
        var history = new TableHistory([]);
        history.Saw(table, [new ColumnForm(table.Columns[0].Type), new ColumnForm(table.Columns[1].Type) { Charset = before }]);
        var statement = StatementParser.Parse($"ALTER TABLE t MODIFY b {definition}", "d", default);
        Assert.Equal(expected, ChangedValues.MayBe(statement, [], new TableName("d", "t"), history) is not null);
    }
}
