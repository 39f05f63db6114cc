using System.Text.RegularExpressions;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>What a user's template may have wrong is found when it is made ready, whatever tables come later.</summary>
public sealed partial class TemplateTrialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statements_Templates_AreAll() =>
        Assert.Equal(EmbeddedTemplates.Names.Except(TemplateFolderTests.Included).Order(), TemplateTrial.Statements(new SnowflakeSql(SampleModels.TwoBrands)).Select(statement => statement.Template).Distinct().Order());

    // In each branch stands a mark, all at once: one that isn't written would have let any mistake in its place through.
    [Fact]
    public void Statements_EachBranchOfEachTemplate_IsTaken()
    {
        HashSet<string> marks = [];
        foreach (string name in EmbeddedTemplates.Names)
        {
            Write(name, Branch().Replace(EmbeddedTemplates.Read(name)!.Text, branch =>
            {
                string mark = $"<{name} at {branch.Index}>";
                marks.Add(mark);
                return branch.Value + mark;
            }));
        }

        HashSet<string> written = [.. TemplateTrial.Statements(New()).SelectMany(statement => Mark().Matches(statement.Text)).Select(mark => mark.Value)];

        Assert.True(marks.Count > 200, $"Only {marks.Count} branches were found.");
        Assert.Empty(marks.Except(written).Order());
    }

    [Theory]
    [InlineData("load/value", "when 'Micros' -}}")]
    [InlineData("load/value", "when 'Vector' -}}")]
    [InlineData("load/item", "if column.place > 0 -}}")]
    [InlineData("merge/stg-into-raw", "if column.is_nullable }}")]
    [InlineData("merge/changes", "column.stg_names.size == 1 }}")]
    [InlineData("merge/ci-columns", "if column.is_missing }}")]
    [InlineData("merge/ci-columns", "else if column.is_cast }}")]
    [InlineData("merge/ci-columns", "else if column.is_renamed }}")]
    [InlineData("warehouse/settings", "if settings.is_multi_cluster ~}}")]
    [InlineData("integration/create-storage", "if has_external_id ~}}")]
    [InlineData("pipe/settings", "if settings.has_sns_topic ~}}")]
    [InlineData("task/compute", "if settings.has_warehouse ~}}")]
    [InlineData("task/compute", "else ~}}")]
    public void New_MistakeInABranch_IsRefused(string template, string branch)
    {
        string text = EmbeddedTemplates.Read(template)!.Text;
        Assert.Contains(branch, text, StringComparison.Ordinal);
        Write(template, text.Replace(branch, branch + "{{ template.unheard_of }}", StringComparison.Ordinal));

        Assert.Equal(template, Assert.Throws<SqlTemplateException>(New).Template);
    }

    // The trial's own ways hold, not the user's, which may never come to some branch.
    [Fact]
    public void New_OptionsOfAnotherWay_AreTriedInAllWays()
    {
        Write("task/compute", EmbeddedTemplates.Read("task/compute")!.Text.Replace("else ~}}", "else ~}}{{ template.unheard_of }}", StringComparison.Ordinal));

        Assert.Throws<SqlTemplateException>(() => New(new SqlOptions { TaskWarehouse = "ETL", Loading = LoadMode.Task, RawScope = MergeScope.Table, TaskSchedule = TimeSpan.FromMinutes(1) }));
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name + TemplateFile.Extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private SnowflakeSql New() => New(new SqlOptions());

    private SnowflakeSql New(SqlOptions options) => new(SampleModels.TwoBrands, options with { TemplateFolder = _folder.Path });

    [GeneratedRegex(@"\{\{[~-]? *(if|else|when|for \w+ in)\b[^}]*\}\}")]
    private static partial Regex Branch();

    [GeneratedRegex(@"<[a-z-]+/[a-z-]+ at [0-9]+>")]
    private static partial Regex Mark();
}
