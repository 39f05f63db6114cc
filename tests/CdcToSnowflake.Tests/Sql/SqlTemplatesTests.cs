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
    [InlineData("{{ ident text }}", "\"it's\"")]
    [InlineData("{{ (text) | ident }}", "\"it's\"")]
    [InlineData("{{ other = table; other | name }}", "\"A\".\"B\"")]
    [InlineData("{{ for item in items }}{{ for.index }}/{{ for.length }}={{ items[for.index] }};{{ end }}", "0/2=1;1/2=2;")]
    [InlineData("{{ for a in items }}{{ for b in items }}{{ if for.first }}<{{ end }}{{ b }}{{ end }}{{ if for.last }}>{{ end }}{{ end }}", "<12<12>")]
    [InlineData("{{ if number > 7 || number < 7 }}a{{ else if number >= 7 && number <= 7 && !(number != 7) }}b{{ else }}c{{ end }}", "b")]
    [InlineData("{{ if items.size == 2 }}a{{ end }}", "a")]
    [InlineData("{{ case raw }}{{ when 'x', 'raw' }}a{{ when 'raw' }}b{{ else }}c{{ end }}", "a")]
    [InlineData("{{ case number }}{{ when 1 }}a{{ when 7 }}b{{ else }}c{{ end }}", "b")]
    [InlineData("{{ case raw }}{{ when 'x' }}a{{ else }}c{{ end }}", "c")]
    [InlineData("{{ number == 7 ? number : 0 }}", "7")]
    [InlineData("{{ text = number }}{{ text }}", "7")]
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
    [InlineData("{{ if number }}x{{ end }}")]
    [InlineData("{{ if raw == 7 }}x{{ end }}")]
    [InlineData("{{ if text == text }}x{{ end }}")]
    [InlineData("{{ if text == 'it' }}x{{ end }}")]
    [InlineData("{{ case text }}{{ when 'x' }}{{ end }}")]
    [InlineData("{{ for x in raw }}{{ end }}")]
    [InlineData("{{ for x in text }}{{ end }}")]
    [InlineData("{{ for x in items limit: 1 }}{{ x }}{{ end }}")]
    [InlineData("{{ for x in items }}{{ break }}{{ end }}")]
    [InlineData("{{ while true }}{{ end }}")]
    [InlineData("{{ for.first }}")]
    [InlineData("{{ items[2] }}")]
    [InlineData("{{ number + 1 }}")]
    [InlineData("{{ number += 1 }}")]
    [InlineData("{{ my = 1 }}")]
    [InlineData("{{ my.owner }}")]
    [InlineData("{{ include 'test/broken' 'x' }}")]
    [InlineData("{{ if false }}{{ while true }}{{ end }}{{ end }}")]
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
    public void Render_Include_SeesAndSetsVariablesOfTheIncluding()
    {
        SqlTemplates templates = From(name => name == "outer" ? "{{ for item in items }}{{ include 'inner' }}{{ last }} {{ end }}" : "{{ last = item; item }}+");

        Assert.Equal("1+1 2+2", templates.Render("outer", Model));
    }

    [Fact]
    public void Render_IncludeAsAValue_IsTextThatIsSqlAlready()
    {
        SqlTemplates templates = From(name => name == "outer" ? "{{ x = include 'inner' }}({{ x }})({{ x | literal }})" : "{{ text | ident }}\n");

        Assert.Equal("(\"it's\")('\"it''s\"')", templates.Render("outer", Model));
    }

    [Fact]
    public void Render_AfterAnother_SeesNothingOfIt()
    {
        SqlTemplates templates = From(name => name == "a" ? "{{ x = 1; x }}" : "{{ x }}");

        Assert.Equal("1", templates.Render("a", new { }));
        Assert.Throws<SqlTemplateException>(() => templates.Render("b", new { }));
    }

    [Fact]
    public void Render_OnManyThreads_GivesTheSame()
    {
        SqlTemplates templates = From(name => name == "outer" ? "{{ for item in items }}{{ include 'inner' }}{{ end }}" : "{{ y = item; y }},");

        Assert.All(Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(8).Select(n => (n, templates.Render("outer", new { Items = Enumerable.Range(n, 50).ToList() }))).ToList(),
            result => Assert.Equal(string.Concat(Enumerable.Range(result.n, 50).Select(n => $"{n},")), result.Item2));
    }

    [Fact]
    public void Render_LongerThanTheBuffer_IsWhole()
    {
        string sql = From(_ => "{{ for item in items }}{{ item }} {{ end }}").Render("a", new { Items = Enumerable.Range(0, 300_000).ToList() });

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 300_000)), sql);
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
