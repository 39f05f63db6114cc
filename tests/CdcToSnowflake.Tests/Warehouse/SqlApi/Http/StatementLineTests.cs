using CdcToSnowflake.Warehouse.SqlApi.Http;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Http;

public class StatementLineTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("\n  CREATE TABLE \"é\" (\n  id NUMBER)", "CREATE TABLE \"é\" (")]
    [InlineData("CREATE STAGE s URL = 's3://b' CREDENTIALS = (AWS_SECRET_KEY = 's3cret')", "CREATE STAGE s URL = '…' CREDENTIALS = (AWS_SECRET_KEY = '…')")]
    [InlineData("ALTER USER u SET PASSWORD = 'it''s s3cret' X", "ALTER USER u SET PASSWORD = '…' X")]
    [InlineData("SELECT 'it\\'s s3cret', 2", "SELECT '…', 2")]
    [InlineData("SELECT 's3cret\ns3cret', 2", "SELECT '…', 2")]
    [InlineData("SELECT 's3cret that never ends", "SELECT '…'")]
    [InlineData("EXECUTE IMMEDIATE $$ s3cret $$ USING (a)", "EXECUTE IMMEDIATE $$…$$ USING (a)")]
    [InlineData("SELECT\t1", "SELECT 1")]
    [InlineData("", "")]
    public void Of_Statement_IsItsFirstLineWithoutLiterals(string statement, string expected) => Assert.Equal(expected, StatementLine.Of(statement));

    [Fact]
    public void Of_LongLine_IsCut() => Assert.Equal(120, StatementLine.Of(new string('x', 1000)).Length);
}
