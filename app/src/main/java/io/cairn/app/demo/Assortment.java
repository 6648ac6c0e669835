package io.cairn.app.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the shop sells: departments, their shelves, the brands, and the words of product names. All
 * names are invented.
 */
final class Assortment {

  static final List<String> STYLES = List.of("classic", "modern", "rugged", "playful");

  static final List<String> DEPARTMENTS =
      List.of(
          "Outdoor", "Kitchen", "Table", "Home", "Garden", "Cycling", "Desk", "Play", "Fitness",
          "Craft", "Wear");

  /** First words of product names, by style. */
  static final List<List<String>> ADJECTIVES =
      List.of(
          words("Heritage, Evergreen, Hearthside, Homestead, Sunday, Old Town, Orchard, Harvest"),
          words("Slate, Contour, Parallel, Nimbus, Plain, Offset, Midline, Quiet"),
          words(
              "Ridgeline, Windward, Granite, Stormproof, Backcountry, Timberline, Anvil, Bramble"),
          words("Lollipop, Confetti, Pebble, Sunbeam, Jellybean, Dandelion, Hopscotch, Bubble"));

  static final List<String> COLOURS =
      words("moss, ink, sand, rust, cloud, plum, teal, mustard, charcoal, cream, sky, coral");

  static final List<String> VIRTUES =
      words("lightweight, repairable, handmade, recycled, gift idea, bestseller of last year");

  /*
   * Three lines a shelf: department | id | name | median price | day of the year of the highest
   * demand | shelves whose products go along with it; materials; nouns.
   */
  private static final String SHELVES =
      """
      Outdoor | tent | Tents | 190 | 165 | sleeping-bag lantern
      Ripstop, Canvas, Nylon, Polycotton, Aluminium
      Dome Tent, Tunnel Tent, Ridge Tent, Trekking Tent
      Outdoor | sleeping-bag | Sleeping bags | 95 | 165 | tent backpack
      Down, Fleece, Microfibre, Merino, Cotton
      Sleeping Bag, Mummy Bag, Summer Quilt, Camp Quilt
      Outdoor | backpack | Backpacks | 85 | 150 | water-bottle sleeping-bag
      Canvas, Ripstop, Waxed Cotton, Cordura, Felt
      Daypack, Rucksack, Trail Pack, Roll-Top
      Outdoor | lantern | Lanterns | 32 | 180 | tent
      Brass, Steel, Silicone, Bamboo, Glass
      Camp Lantern, Head Torch, Hanging Light, Storm Lamp
      Kitchen | pan | Pans | 58 | 330 | cutting-board knife
      Cast Iron, Copper, Steel, Enamel, Ceramic
      Frying Pan, Saucepan, Casserole, Wok, Griddle
      Kitchen | knife | Knives | 64 | 340 | cutting-board
      Carbon Steel, Walnut, Damascus, Olivewood, Ceramic
      Chef Knife, Paring Knife, Bread Knife, Santoku
      Kitchen | cutting-board | Cutting boards | 34 | 340 | knife
      Oak, Walnut, Bamboo, Beech, Slate
      Cutting Board, Carving Board, Serving Board, Block
      Kitchen | kettle | Kettles | 49 | 320 | teapot
      Steel, Enamel, Copper, Glass, Matte
      Stovetop Kettle, Gooseneck Kettle, Whistling Kettle
      Table | teapot | Teapots | 38 | 320 | mug kettle
      Stoneware, Porcelain, Cast Iron, Glass, Terracotta
      Teapot, Tea Set, Tea Infuser, Side-Handle Pot
      Table | mug | Mugs | 16 | 335 | teapot
      Stoneware, Porcelain, Enamel, Speckled, Glass
      Mug, Espresso Cup, Latte Cup, Travel Mug
      Table | bowl | Bowls | 22 | 150 | plate
      Stoneware, Acacia, Porcelain, Speckled, Bamboo
      Salad Bowl, Soup Bowl, Cereal Bowl, Mixing Bowl
      Table | plate | Plates | 24 | 340 | bowl
      Stoneware, Porcelain, Enamel, Terracotta, Glazed
      Dinner Plate, Side Plate, Serving Platter, Pasta Plate
      Home | blanket | Blankets | 72 | 330 | cushion
      Wool, Cotton, Linen, Merino, Fleece
      Throw, Blanket, Bedspread, Picnic Blanket
      Home | cushion | Cushions | 28 | 320 | blanket rug
      Velvet, Linen, Corduroy, Boucle, Cotton
      Cushion, Floor Cushion, Bolster, Seat Pad
      Home | lamp | Lamps | 88 | 330 | rug
      Brass, Paper, Rattan, Glass, Ash
      Floor Lamp, Table Lamp, Pendant, Wall Light
      Home | rug | Rugs | 160 | 290 | lamp cushion
      Wool, Jute, Cotton, Woven, Felt
      Rug, Runner, Doormat, Kilim
      Garden | planter | Planters | 36 | 120 | watering-can
      Terracotta, Zinc, Cedar, Glazed, Concrete
      Planter, Window Box, Hanging Pot, Herb Trough
      Garden | pruner | Garden tools | 29 | 110 | glove planter
      Steel, Ash, Forged, Carbon Steel, Beech
      Pruner, Hand Trowel, Hoe, Garden Fork, Shears
      Garden | watering-can | Watering cans | 31 | 140 | planter
      Zinc, Copper, Enamel, Recycled, Steel
      Watering Can, Indoor Can, Plant Mister
      Garden | bird-feeder | Bird feeders | 26 | 20 | pruner
      Cedar, Copper, Glass, Ceramic, Slate
      Bird Feeder, Bird Bath, Nest Box, Seed Tray
      Cycling | helmet | Helmets | 79 | 130 | bike-light
      Matte, Moulded, Cork, Vented, Reflective
      City Helmet, Road Helmet, Trail Helmet
      Cycling | pannier | Panniers | 68 | 130 | bike-lock
      Canvas, Waxed Cotton, Roll-Top, Recycled, Leather
      Pannier, Handlebar Bag, Saddle Bag, Bike Basket
      Cycling | bike-light | Bike lights | 27 | 300 | helmet bike-lock
      Aluminium, Silicone, Magnetic, Brass, Clip-On
      Front Light, Rear Light, Light Set, Spoke Light
      Cycling | bike-lock | Bike locks | 46 | 130 | pannier bike-light
      Hardened, Woven, Steel, Folding, Coated
      U-Lock, Chain Lock, Cable Lock, Frame Lock
      Desk | notebook | Notebooks | 14 | 245 | pen
      Linen, Kraft, Leather, Dotted, Recycled
      Notebook, Journal, Planner, Pocket Book
      Desk | pen | Pens | 19 | 245 | notebook
      Brass, Walnut, Steel, Resin, Aluminium
      Fountain Pen, Rollerball, Pencil, Brush Pen
      Desk | desk-lamp | Desk lamps | 66 | 290 | desk-tray
      Brass, Aluminium, Oak, Matte, Concrete
      Desk Lamp, Clamp Lamp, Reading Light
      Desk | desk-tray | Desk trays | 27 | 245 | desk-lamp
      Oak, Felt, Cork, Steel, Leather
      Desk Tray, Pen Stand, Letter Rack, Cable Box
      Play | puzzle | Puzzles | 24 | 345 | board-game
      Wooden, Cardboard, Linen, Magnetic, Cork
      Jigsaw, Brain Teaser, Puzzle Box, Tangram
      Play | board-game | Board games | 39 | 345 | puzzle
      Wooden, Linen, Travel, Deluxe, Pocket
      Board Game, Card Game, Dice Game, Domino Set
      Play | kite | Kites | 27 | 250 | wooden-train
      Ripstop, Paper, Nylon, Bamboo, Silk
      Delta Kite, Box Kite, Stunt Kite, Diamond Kite
      Play | wooden-train | Wooden toys | 33 | 345 | puzzle
      Beech, Maple, Painted, Birch, Cork
      Train Set, Building Blocks, Marble Run, Pull-Along
      Fitness | yoga-mat | Yoga mats | 48 | 15 | yoga-block
      Cork, Rubber, Jute, Cotton, Microfibre
      Yoga Mat, Travel Mat, Pilates Mat, Meditation Mat
      Fitness | yoga-block | Yoga blocks | 18 | 15 | yoga-mat
      Cork, Bamboo, Foam, Beech, Recycled
      Yoga Block, Bolster Block, Balance Board
      Fitness | dumbbell | Weights | 52 | 15 | water-bottle
      Cast Iron, Neoprene, Vinyl, Steel, Oak
      Dumbbell, Kettlebell, Weight Plate, Wrist Weight
      Fitness | water-bottle | Water bottles | 23 | 160 | dumbbell backpack
      Steel, Glass, Enamel, Titanium, Insulated
      Water Bottle, Flask, Sports Bottle, Tumbler
      Craft | yarn | Yarns | 13 | 300 | knitting-needle
      Merino, Alpaca, Cotton, Mohair, Linen
      Yarn, Sock Yarn, Chunky Yarn, Lace Yarn
      Craft | knitting-needle | Knitting needles | 21 | 300 | yarn
      Bamboo, Birch, Steel, Carbon, Walnut
      Knitting Needles, Circular Needles, Crochet Hook
      Craft | sketchbook | Sketchbooks | 18 | 200 | paint-set
      Linen, Cotton Rag, Kraft, Toned, Hardbound
      Sketchbook, Watercolour Pad, Drawing Block
      Craft | paint-set | Paints | 42 | 200 | sketchbook
      Watercolour, Gouache, Acrylic, Ink, Pastel
      Paint Set, Travel Palette, Colour Box, Brush Set
      Wear | jacket | Jackets | 145 | 300 | beanie
      Waxed Cotton, Softshell, Wool, Fleece, Denim
      Rain Jacket, Field Coat, Overshirt, Parka
      Wear | beanie | Hats | 27 | 345 | glove
      Merino, Cashmere, Cotton, Wool, Ribbed
      Beanie, Bobble Hat, Sun Hat, Bucket Hat
      Wear | glove | Gloves | 36 | 345 | beanie
      Leather, Merino, Fleece, Wool, Canvas
      Gloves, Mittens, Work Gloves, Fingerless Gloves
      Wear | sock | Socks | 15 | 330 | glove
      Merino, Cotton, Bamboo, Alpaca, Ribbed
      Socks, Hiking Socks, Ankle Socks, Bed Socks
      """;

  /* Name | style | price factor | departments. The first brand of a department is its largest. */
  private static final String MAKERS =
      """
      Hollowfern | rugged | 1.25 | Outdoor Cycling Wear
      Tarnwhistle | rugged | 0.85 | Outdoor Fitness Wear
      Pellamere | modern | 1.1 | Outdoor Fitness
      Kestrel Yard | classic | 1.0 | Outdoor Garden Wear
      Wobblebrook | playful | 0.7 | Outdoor Play Wear
      Quernstone | classic | 1.4 | Kitchen Table
      Bold Fennel | modern | 0.95 | Kitchen Table
      Ironthistle | rugged | 1.1 | Kitchen Garden
      Pipkin Row | playful | 0.75 | Kitchen Table Play
      Saltmarrow | modern | 1.6 | Kitchen Home
      Emberlathe | classic | 1.15 | Table Home
      Ninth Saucer | playful | 0.9 | Table Desk
      Lowtide Pottery | rugged | 1.2 | Table Garden
      Furrow and Loom | classic | 1.3 | Home Craft Wear
      Halden Grey | modern | 1.45 | Home Desk
      Mossgate | rugged | 0.9 | Home Garden
      Tumblepatch | playful | 0.7 | Home Play Craft
      Greenlatch | classic | 1.0 | Garden Home
      Rookery Lane | modern | 1.2 | Garden Cycling
      Bumblewick | playful | 0.8 | Garden Craft Play
      Spindrel | modern | 1.3 | Cycling Fitness
      Cobblespoke | classic | 1.05 | Cycling Desk
      Flintwheel | rugged | 0.9 | Cycling Fitness Outdoor
      Zigzag Alley | playful | 0.75 | Cycling Wear
      Marginalie | classic | 1.35 | Desk Craft
      Plumbline Nine | modern | 1.1 | Desk Home
      Oakum Desk | rugged | 1.0 | Desk Craft
      Doodlemoor | playful | 0.7 | Desk Play
      Gablewood | classic | 1.2 | Play Home
      Tinderbox Lane | rugged | 0.95 | Play Outdoor
      Merrycog | playful | 1.0 | Play Craft
      Squarelight | modern | 1.3 | Play Desk
      Stillwater Nine | modern | 1.15 | Fitness Home
      Brindlefit | rugged | 0.85 | Fitness Cycling
      Sunday Stretch | playful | 0.8 | Fitness Wear
      Oldmill Strength | classic | 1.1 | Fitness Garden
      Woolwright | classic | 1.15 | Craft Wear
      Inkle and Daub | modern | 1.05 | Craft Desk
      Thistledown | rugged | 0.95 | Craft Outdoor
      Larkhem | modern | 1.4 | Wear Home
      """;

  static final List<Brand> BRANDS = brands();
  static final List<Subcategory> SUBCATEGORIES = subcategories();

  private Assortment() {}

  /** Returns the brands that make things for a department, the largest first. */
  static List<Brand> brandsOf(int department) {
    String name = DEPARTMENTS.get(department);
    return BRANDS.stream().filter(brand -> brand.departments().contains(name)).toList();
  }

  /** Returns the subcategory whose item ids start with {@code id}. */
  static Subcategory subcategory(String id) {
    return SUBCATEGORIES.stream()
        .filter(subcategory -> subcategory.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no subcategory " + id));
  }

  private static List<Subcategory> subcategories() {
    List<String> lines = SHELVES.lines().toList();
    List<Subcategory> all = new ArrayList<>();
    for (int line = 0; line < lines.size(); line += 3) {
      String[] head = lines.get(line).split(" \\| ", -1);
      all.add(
          new Subcategory(
              all.size(),
              DEPARTMENTS.indexOf(head[0]),
              head[1],
              head[2],
              Double.parseDouble(head[3]),
              Integer.parseInt(head[4]),
              List.of(head[5].split(" ", -1)),
              words(lines.get(line + 1)),
              words(lines.get(line + 2))));
    }
    return List.copyOf(all);
  }

  private static List<Brand> brands() {
    List<Brand> all = new ArrayList<>();
    for (String line : MAKERS.lines().toList()) {
      String[] part = line.split(" \\| ", -1);
      List<String> departments = List.of(part[3].split(" ", -1));
      double priceFactor = Double.parseDouble(part[2]);
      all.add(new Brand(all.size(), part[0], STYLES.indexOf(part[1]), priceFactor, departments));
    }
    return List.copyOf(all);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(", ", -1)).toList();
  }
}
