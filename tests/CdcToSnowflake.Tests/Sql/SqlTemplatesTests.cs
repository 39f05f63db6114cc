using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class SqlTemplatesTests
{
    private static readonly object Model = new { Table = new ObjectName("A", "B"), Text = new PlainText("it's"), DateType = SnowflakeType.Date, Number = 7, Raw = "raw", Missing = (object?)null, Items = new List<int> { 1, 2 } };

    [Theory]
    [InlineData("{{ table | name }}", "\"A\".\"B\"")]
    [InlineData("{{ table | name | literal }}", "'\"A\".\"B\"'")]
    [InlineData("{{ text | literal }}{{ text | ident }}", "'it''s'\"it's\"")]
    [InlineData("{{ date_type | type }}", "DATE")]
    [InlineData("{{ number }}", "7")]
    [InlineData("{{ for item in items }}{{ item }}{{ if !for.last }},{{ end }}{{ end }}", "1,2")]
    [InlineData("{{~ ## a comment ## ~}}\nX", "X")]
    public void Render_QuotedValues_AreWritten(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ text }}")]
    [InlineData("{{ table }}")]
    [InlineData("{{ date_type }}")]
    [InlineData("{{ raw }}")]
    [InlineData("{{ 'own text' }}")]
    [InlineData("{{ \"x\" + text }}")]
    [InlineData("{{ text + 'x' }}")]
    [InlineData("{{ text.text }}")]
    [InlineData("{{ text.Text }}")]
    [InlineData("{{ table.parts }}")]
    [InlineData("{{ raw | ident }}")]
    [InlineData("{{ raw | literal }}")]
    [InlineData("{{ number | literal }}")]
    [InlineData("{{ table | ident }}")]
    [InlineData("{{ text | name }}")]
    [InlineData("{{ text | type }}")]
    [InlineData("{{ missing | literal }}")]
    [InlineData("{{ capture x }}{{ table | name }}{{ end }}{{ x }}")]
    [InlineData("{{ [text] }}")]
    [InlineData("{{ unknown }}")]
    [InlineData("{{ table.unknown }}")]
    [InlineData("{{ text | string.upcase }}")]
    [InlineData("{{ include text }}")]
    [InlineData("{{ func f(x); ret x; end; f(text) }}")]
    [InlineData("{{ object.format text 'x' }}")]
    public void Render_AnythingElse_IsRefusedWithItsPlace(string template)
    {
        SqlTemplateException error = Assert.Throws<SqlTemplateException>(() => Render("\n" + template));

        Assert.Equal("test/broken", error.Template);
        Assert.Equal(2, error.Line);
        Assert.True(error.Column > 0);
    }

    [Theory]
    [InlineData("a\n{{ for x in }}", 2)]
    [InlineData("{{ if }}", 1)]
    [InlineData("{{ for x in items }}", 1)]
    [InlineData("{{ text | }}", 1)]
    public void Render_BrokenTemplate_SaysFileLineAndColumn(string template, int line)
    {
        SqlTemplateException error = Assert.Throws<SqlTemplateException>(() => Render(template));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"test/broken.sbn-sql({line},{error.Column}): ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ErrorInAnInclude_NamesTheIncludedFile()
    {
        SqlTemplates templates = From(name => name == "outer" ? "{{ include 'inner' }}" : "\n\n  {{ unknown }}");

        SqlTemplateException error = Assert.Throws<SqlTemplateException>(() => templates.Render("outer", Model));

        Assert.Equal(("inner", 3), (error.Template, error.Line));
    }

    [Theory]
    [InlineData("{{ text | ident }}")]
    [InlineData("{{ text | ident }}\n")]
    [InlineData("{{ text | ident ~}}\n")]
    public void Render_Include_WritesItsLastValue(string inner)
    {
        SqlTemplates templates = From(name => name == "outer" ? "<{{ include 'inner' }}>" : inner);

        Assert.Equal("<\"it's\">", templates.Render("outer", Model));
    }

    [Fact]
    public void Render_MissingTemplate_IsRefused() => Assert.Equal("no/such", Assert.Throws<SqlTemplateException>(() => SqlTemplates.Embedded.Render("no/such", Model)).Template);

    [Fact]
    public void Render_TemplateThatIncludesItself_EndsInAnError() =>
        Assert.Throws<SqlTemplateException>(() => From(_ => "{{ include 'self' }}").Render("self", Model));

    [Fact]
    public void Render_SameTemplateTwice_ReadsItOnce()
    {
        int reads = 0;
        SqlTemplates templates = From(_ => $"{++reads}{{{{ number }}}}");

        Assert.Equal("17", templates.Render("a", Model));
        Assert.Equal("17", templates.Render("a", Model));
    }

    [Fact]
    public void Render_LineBreakInAName_IsNotIndented()
    {
        string sql = From(_ => "    {{ text | ident }}").Render("a", new { Text = new PlainText("a\nb") });

        Assert.Equal("    \"a\nb\"", sql);
    }

    [Fact]
    public void Embedded_EachTemplate_HasAHeaderThatSaysWhatItTakes()
    {
        string[] names = [.. typeof(SqlTemplates).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sbn-sql", StringComparison.Ordinal))];

        Assert.True(names.Length > 25, $"There are only {names.Length} templates.");
        Assert.All(names, name =>
        {
            using StreamReader reader = new(typeof(SqlTemplates).Assembly.GetManifestResourceStream(name)!);
            string text = reader.ReadToEnd();
            Assert.StartsWith("{{~ ##\n", text, StringComparison.Ordinal);
            Assert.Contains("\nTakes: ", text, StringComparison.Ordinal);
            Assert.Contains("\nManual: ", text, StringComparison.Ordinal);
        });
    }

    private static string Render(string template) => From(name => name == "test/broken" ? template : null).Render("test/broken", Model);

    private static SqlTemplates From(Func<string, string?> read) => new(name => read(name) is string text ? new TemplateFile(name, name + TemplateFile.Extension, text) : null);
}
