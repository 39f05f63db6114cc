using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class TemplateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_FolderWithATemplate_WritesItInPlaceOfTheSdks()
    {
        Write("database/create", "CREATE TRANSIENT DATABASE {{ database | name }} /* {{ my.retries }} of {{ my.owner | literal }} */");
        SnowflakeSql sql = New(new Dictionary<string, object> { ["owner"] = "it's me", ["retries"] = 3 });

        Assert.Equal("CREATE TRANSIENT DATABASE \"CI_DB\" /* 3 of 'it''s me' */", sql.CreateCiDatabase().Text);
        Assert.Equal(new SnowflakeSql(SampleModels.TwoBrands).CreateCiSchema(), sql.CreateCiSchema());
    }

    [Fact]
    public void New_TemplateThatOthersInclude_IsTakenByThem()
    {
        Write("task/settings", "    WAREHOUSE = {{ include 'my/warehouse' }}");
        Write("my/warehouse", "{{ my.warehouse | ident }}");

        Assert.Contains("    WAREHOUSE = \"BIG\"\n    WHEN", New(new Dictionary<string, object> { ["warehouse"] = "BIG" }).CreateMergeCiTask().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void New_TextVariable_CantBeWrittenUnquoted()
    {
        Write("database/create", "CREATE DATABASE {{ my.owner }}");

        Assert.Contains("Pass it through", Refused(new Dictionary<string, object> { ["owner"] = "x; DROP" }, "database/create", 1, 20).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb {{ if }}", 2)]
    [InlineData("a\n\n{{ for x in stream }}", 3)]
    [InlineData("\n{{ unknown | name }}", 2)]
    [InlineData("\n{{ stream.unknown }}", 2)]
    [InlineData("\n{{ stream }}", 2)]
    [InlineData("\n{{ 'own text' }}", 2)]
    [InlineData("\n{{ include 'task/setings' }}", 2)]
    [InlineData("\n{{ if false }}{{ include 'task/setings' }}{{ end }}", 2)]
    [InlineData("\n{{ my.owner | literal }}", 2)]
    [InlineData("\n{{ if false }}{{ my.owner | literal }}{{ end }}", 2)]
    public void New_BrokenTemplate_SaysFileLineAndColumn(string text, int line)
    {
        Write("stream/create-raw", text);

        Refused([], "stream/create-raw", line, null);
    }

    [Fact]
    public void New_BrokenIncludedTemplate_SaysThatFile()
    {
        Write("task/settings", "    {{ include 'my/more' }}");
        Write("my/more", "\n\n {{ settings.unheard_of }}");

        Refused([], "my/more", 3, null);
    }

    [Fact]
    public void New_TemplateThatTakesNoPlace_ListsNearNames()
    {
        Write("pipe/creat", "X");

        SqlTemplateException error = Refused([], "pipe/creat", 0, 0);

        Assert.Contains("pipe/create,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_FileThatIsNoTemplate_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pipe"));
        File.WriteAllText(Path.Combine(_folder.Path, "pipe", "create.sql"), "X");

        Assert.Contains("create.sql", Assert.Throws<SqlTemplateException>(() => New([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_HiddenFiles_AreLeftOut()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".git"));
        File.WriteAllText(Path.Combine(_folder.Path, ".git", "config"), "X");
        File.WriteAllText(Path.Combine(_folder.Path, ".DS_Store"), "X");

        Assert.NotEmpty(New([]).SetUp());
    }

    [Fact]
    public void New_NoSuchFolder_IsRefused() =>
        Assert.Throws<DirectoryNotFoundException>(() => new SnowflakeSql(SampleModels.TwoBrands, new SqlOptions { TemplateFolder = Path.Combine(_folder.Path, "none") }));

    [Fact]
    public void New_VariableThatNoTemplateReads_IsRefused() => Assert.Contains("my.owner", Assert.Throws<ArgumentException>(() => New(new Dictionary<string, object> { ["owner"] = "x" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Owner", "x")]
    [InlineData("", "x")]
    [InlineData("a-b", "x")]
    [InlineData("owner", 1.5)]
    [InlineData("owner", null)]
    public void New_VariableThatTemplatesCantHave_IsRefused(string name, object? value)
    {
        Write("database/create", "{{ my.owner }}");

        Assert.Throws<ArgumentException>(() => New(new Dictionary<string, object> { [name] = value! }));
    }

    [Fact]
    public void For_AnotherModel_KeepsTheTemplatesAsTheyWereRead()
    {
        Write("database/create", "CREATE DATABASE {{ database | name }}");
        SnowflakeSql sql = New([]);
        Write("database/create", "{{ broken");

        Assert.Equal("CREATE DATABASE \"B_DB\"", sql.For(SampleModels.OneBrand).CreateBrandDatabase("b").Text);
    }

    /// <summary>Templates that only others include, or whose text stands in tasks and procedures; the trial meets them there.</summary>
    internal static IEnumerable<string> Included => EmbeddedTemplates.Names
        .SelectMany(name => SqlTemplates.Embedded.Compiled(name).Includes)
        .Concat(["load/rows", "merge/ci-of-task", "merge/raw-by-itself", "merge/raw-if-changed", "procedure/call"])
        .Except(TemplateTrial.Statements(new SnowflakeSql(SampleModels.TwoBrands)).Select(statement => statement.Template));

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name + ".sbn-sql");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private SnowflakeSql New(Dictionary<string, object> variables) => new(SampleModels.TwoBrands, new SqlOptions { TemplateFolder = _folder.Path, Variables = variables });

    private SqlTemplateException Refused(Dictionary<string, object> variables, string template, int line, int? column)
    {
        SqlTemplateException error = Assert.Throws<SqlTemplateException>(() => New(variables));

        Assert.Equal((template, line), (error.Template, error.Line));
        Assert.Equal(column ?? error.Column, error.Column);
        Assert.StartsWith($"{Path.Combine(_folder.Path, template)}.sbn-sql({line},{error.Column}): ", error.Message, StringComparison.Ordinal);
        return error;
    }
}
