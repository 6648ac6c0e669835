package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportsTest {
  @TempDir private Path folder;
  private ImportFiles files = new ImportFiles(Path.of(""));

  @BeforeEach
  void useFolder() {
    files = new ImportFiles(folder);
  }

  @Test
  void run_movieLens100k_readsUsersItemsRatings() throws IOException {
    files.write("u.data", "7\t1\t4\t881250949\n7\t2\t3\t881250948\n");
    files.write(
        "u.item",
        """
        1|Amélie (1995)|01-Jan-1995||http://x|0|1|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0
        9|Unseen|||http://y|1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0
        """,
        StandardCharsets.ISO_8859_1);
    files.write("u.user", "7|24|M|technician|01234\n");
    files.write("u1.base", "7\t1\t4\t881250949\n");
    ImportReport report = files.run(folder);
    assertThat(files.events())
        .containsExactly(
            "{'type':'user','time':'1997-12-04T15:55:48Z','id':'7','attributes':"
                + "{'age':'18-24','gender':'M','occupation':'technician','zip':'01234'}}",
            "{'type':'item','time':'1997-12-04T15:55:48Z','id':'9','title':'Unseen',"
                + "'categories':[],'available':true,'attributes':{}}",
            "{'type':'rating','time':'1997-12-04T15:55:48Z','user':'7','item':'2','value':3}",
            "{'type':'item','time':'1997-12-04T15:55:49Z','id':'1','title':'Amélie (1995)',"
                + "'categories':['Action','Comedy'],'available':true,"
                + "'arrival':'1995-01-01T00:00:00Z','attributes':{'year':1995}}",
            "{'type':'rating','time':'1997-12-04T15:55:49Z','user':'7','item':'1','value':4}");
    assertThat(report.ignored())
        .containsExactly(
            new IgnoredFile(
                folder.resolve("u1.base"), "a split of u.data, whose rows are read there"));
  }

  @Test
  void run_movieLens1m_readsCodes() throws IOException {
    files.write("ratings.dat", "1::1193::5::978300760\n");
    files.write("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n");
    files.write("movies.dat", "1193::Léon (1994)::Crime|Drama\n", StandardCharsets.ISO_8859_1);
    files.write("extra.dat", "1::a::b::c::d::e::f\n");
    ImportReport report = files.run(folder);
    assertThat(files.events())
        .anyMatch(json -> json.contains("'age':'under 18'") && json.contains("'K-12 student'"))
        .anyMatch(json -> json.contains("'age':'56+'") && json.contains("'self-employed'"))
        .anyMatch(json -> json.contains("Léon (1994)") && json.contains("['Crime','Drama']"))
        .hasSize(4);
    assertThat(report.files()).extracting(FileReport::format).containsOnly("movielens");
    assertThat(report.ignored())
        .extracting(IgnoredFile::reason)
        .containsExactly("fields between :: that are not those of ratings, movies or users");
  }

  @Test
  void run_movieLensLatest_readsQuotedTitlesAndNamesTags() throws IOException {
    files.write("ratings.csv", "userId,movieId,rating,timestamp\n1,3,4.5,964982703\n");
    files.write("movies.csv", "movieId,title,genres\n3,\"Story, \"\"The\"\" (1995)\",A|B\n");
    files.write("tags.csv", "userId,movieId,tag,timestamp\n1,3,funny,1445714994\n");
    ImportReport report = files.run(folder);
    assertThat(files.events())
        .containsExactly(
            "{'type':'item','time':'2000-07-30T18:45:03Z','id':'3',"
                + "'title':'Story, \\'The\\' (1995)','categories':['A','B'],'available':true,"
                + "'attributes':{'year':1995}}",
            "{'type':'rating','time':'2000-07-30T18:45:03Z','user':'1','item':'3','value':4.5}");
    assertThat(report.ignored())
        .extracting(IgnoredFile::reason)
        .containsExactly("tags of MovieLens, which are not imported");
  }

  @Test
  void run_movieTweetings_halvesRatings() throws IOException {
    files.write("ratings.dat", "1::1074638::7::1365029107\n1::0104257::10::1365029108\n");
    files.write("movies.dat", "1074638::Skyfall (2012)::Action\n");
    files.run(folder);
    assertThat(files.events())
        .anyMatch(json -> json.contains("'item':'1074638','value':3.5"))
        .anyMatch(json -> json.contains("'item':'0104257','value':5"));
    assertThat(files.plan(folder).files())
        .flatExtracting(PlannedFile::columns)
        .contains("rating ← rating ÷ 2");
  }

  @Test
  void run_rankLens_tiesClicksToRankings() throws IOException {
    String lines =
        """
        {"event":"item","fields":[{"name":"title","value":"A"},{"name":"genres","value":["x"]},\
        {"name":"release_date","value":8.195904E8}],"id":"e1","item":"3","timestamp":"1636907100000"}
        {"event":"ranking","fields":[],"id":"r1","items":[{"id":"5"},{"id":"3"}],"session":"s",\
        "timestamp":"1636993834000","user":"u"}
        {"event":"interaction","fields":[],"id":"e2","item":"3","ranking":"r1","session":"s",\
        "timestamp":"1636993839000","type":"click","user":"u"}
        """;
    Path path = Files.write(folder.resolve("events.jsonl.gz"), ImportFiles.gzip(lines));
    files.run(path);
    assertThat(files.events())
        .containsExactly(
            "{'type':'item','time':'2021-11-14T16:25:00Z','id':'3','title':'A',"
                + "'categories':['x'],'available':true,'arrival':'1995-12-22T00:00:00Z',"
                + "'attributes':{}}",
            "{'type':'impression','time':'2021-11-15T16:30:34Z','user':'u','session':'s',"
                + "'request':'r1','items':['5','3']}",
            "{'type':'click','time':'2021-11-15T16:30:39Z','user':'u','session':'s','item':'3',"
                + "'value':1,'context':{'position':2,'request':'r1'}}");
  }

  @Test
  void run_transactions_tellsPurchasesReturnsAndFeesApart() throws IOException {
    Path path =
        files.write(
            "retail.csv",
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123A,"LIGHT, HOLDER",6,2010-12-01 08:26:00,2.55,17850,France
            536366,85123A,LIGHT HOLDER,2,12/2/2010 8:26,2.95,,France
            C536379,85123A,LIGHT HOLDER,-1,2010-12-03 09:41:00,2.95,17850.0,France
            536370,POST,POSTAGE,3,2010-12-01 08:45:00,18,12583,France
            536371,85123A,damaged,-3,2010-12-01 08:45:00,0,,France
            """);
    ImportReport report = files.run(path);
    assertThat(files.events())
        .containsExactly(
            "{'type':'user','time':'2010-12-01T08:26:00Z','id':'17850','attributes':"
                + "{'region':'France'}}",
            "{'type':'item','time':'2010-12-01T08:26:00Z','id':'85123A','title':'LIGHT HOLDER',"
                + "'categories':[],'available':true,'attributes':{'price':2.95}}",
            "{'type':'purchase','time':'2010-12-01T08:26:00Z','user':'17850','session':'536365',"
                + "'item':'85123A','value':6,'context':{'region':'France'}}",
            "{'type':'purchase','time':'2010-12-02T08:26:00Z','session':'536366',"
                + "'item':'85123A','value':2,'context':{'region':'France'}}",
            "{'type':'return','time':'2010-12-03T09:41:00Z','user':'17850','session':'C536379',"
                + "'item':'85123A','value':1,'context':{'region':'France'}}");
    assertThat(report.excluded())
        .containsEntry("not a product: POST", 1L)
        .containsEntry("a correction of the stock: fewer than 0 pieces on an invoice", 1L);
  }

  @Test
  void run_cairnJsonLines_readsEventsAsTheyAre() throws IOException {
    Path path =
        files.write(
            "world.jsonl",
            """
            {"type":"click","id":"e","user":"u","item":"a","time":"2026-01-01"}
            {"type":"item","id":"a","title":"A"}
            {"type":"impression","user":"u","items":["a"],"time":"2025-12-31"}
            """);
    files.run(path);
    assertThat(files.events()).hasSize(3);
    assertThat(files.events().getFirst()).startsWith("{'type':'item','time':'2025-12-31T00");
    assertThat(files.events().getLast()).startsWith("{'type':'click'");
  }

  @Test
  void run_jsonLinesOfOtherNames_guessesFields() throws IOException {
    Path path =
        files.write(
            "clicks.jsonl",
            "{\"user_id\":7,\"product_id\":\"p/1\",\"ts\":1.7e9,\"action\":\"cart\",\"x\":1}\n");
    files.run(path);
    assertThat(files.events())
        .containsExactly(
            "{'type':'cart','time':'2023-11-14T22:13:20Z','user':'7','item':'p/1','value':1}");
    assertThat(files.plan(path).files().getFirst().columns())
        .containsExactly(
            "user ← user_id", "item ← product_id", "time ← ts", "type ← action", "not used: x");
  }

  @Test
  void run_csvOfItems_typesAttributes() throws IOException {
    Path path =
        files.write(
            "items.csv",
            """
            \uFEFFid;title;category;price;tags;sku code;new;added\r
            1;Lamp;home > light;12.50;a|b;0123;true;2026-02-01\r
            """);
    files.run(path);
    assertThat(files.events())
        .containsExactly(
            "{'type':'item','time':'2026-03-01T12:00:00Z','id':'1','title':'Lamp',"
                + "'categories':['home','light'],'available':true,"
                + "'arrival':'2026-02-01T00:00:00Z','attributes':"
                + "{'new':true,'price':12.5,'sku code':'0123','tags':['a','b']}}");
  }

  @Test
  void run_tableWithoutHeader_guessesByValues() throws IOException {
    Path path = files.write("x.tsv", "u1\ti1\t8\t978300760\nu2\ti1\t10\t978300761\n");
    files.run(path);
    assertThat(files.events())
        .containsExactly(
            "{'type':'rating','time':'2000-12-31T22:12:40Z','user':'u1','item':'i1','value':4}",
            "{'type':'rating','time':'2000-12-31T22:12:41Z','user':'u2','item':'i1','value':5}");
  }

  @Test
  void run_lineEndInQuotes_belongsToTheCell() throws IOException {
    Path path = files.write("items.csv", "id,title\n1,\"a\nb\"\n2,5\" pipe\n");
    ImportReport report = files.run(path);
    assertThat(report.bad().count()).isZero();
    assertThat(files.events())
        .anyMatch(json -> json.contains("'a\\nb'"))
        .anyMatch(json -> json.contains("5\\' pipe"));
  }

  @Test
  void run_twice_changesNothing() throws IOException {
    files.write("events.csv", "user,item,time\n" + "u,i,2026-01-01\n".repeat(10));
    files.write("items.csv", "item,title\ni,A\n");
    ImportReport first = files.run(folder);
    assertThat(first.counts().appended()).isEqualTo(11);
    ImportReport second = files.run(folder);
    assertThat(second.counts().appended()).isZero();
    assertThat(second.counts().duplicates()).isEqualTo(11);
  }

  @Test
  void run_rowsWithoutTime_keepTheOrderOfTheFileAndTheirIds() throws IOException {
    Path path = files.write("x.csv", "user,item\nu,b\nu,a\nu,b\n");
    files.run(path);
    assertThat(files.events())
        .extracting(json -> json.replaceAll(".*'item':'(.)'.*", "$1"))
        .containsExactly("b", "a", "b");
    ImportPlan later =
        Imports.inspect(List.of(path), Optional.empty(), ImportFiles.NOW.plusSeconds(60));
    MemoryEventLog log = new MemoryEventLog();
    Imports.run(files.plan(path), log, Progress.NONE);
    assertThat(Imports.run(later, log, Progress.NONE).counts().appended()).isZero();
  }

  @Test
  void run_columnsInLatin1_areReadInMovieLensOnly() throws IOException {
    Path path =
        files.write("items.csv", "id,title\n1,caf\u00e9\n2,tea\n", StandardCharsets.ISO_8859_1);
    assertThat(files.run(path).bad().first())
        .extracting(BadRow::toString)
        .containsExactly(path + ":2: the line is not UTF-8, expected a file saved as UTF-8");
  }

  @Test
  void dryRun_readsAllAndSaysWhatToExpect() throws IOException {
    Path path = files.write("x.csv", "user,item,time\na,i,2026-01-01\nb,i,2026-01-02\n");
    List<Long> progress = new ArrayList<>();
    ImportReport report = Imports.dryRun(files.plan(path), (_, done, _) -> progress.add(done));
    assertThat(report.counts().appended()).isZero();
    assertThat(report.counts().events()).containsEntry("view", 2L);
    assertThat(report.quality().shares().usersWithOneEvent()).isEqualTo(1);
    assertThat(report.quality().shares().density()).isEqualTo(1);
    assertThat(report.quality().expectations())
        .contains(
            "100 % of people have one event: most lists will be what is popular, or similar to it",
            "100 % of items have no title or attribute: import an item file to name and filter"
                + " them");
    assertThat(progress).last().isEqualTo(Files.size(path));
  }

  @Test
  void inspect_showsFirstLines() throws IOException {
    Path path = files.write("x.csv", "user,item\n\n1,2\n");
    assertThat(files.plan(path).files().getFirst().samples()).containsExactly("user,item", "1,2");
  }
}
