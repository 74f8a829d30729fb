"""Fields of technology: chemistry, biology, food and materials."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.technology import field

FIELDS = (
    field(
        "antibody",
        "C07K16/28 A61K39/395 C07K16/30 A61P35/00 C12N15/13 A61K47/68 C07K2317/24",
        uspc="424/133.1",
        unit=1644,
        locarno="2401",
        biological=True,
        terms="monoclonal antibody; bispecific antibody; heavy chain; light chain; variable region; linker;"
        "antigen-binding fragment; expression vector; human serum albumin; polyethylene glycol; stronger receptor binding;"
        "longer half-life",
        parts="framework region; Fc domain; hinge region; complementarity-determining region; cytotoxic payload; host cell;"
        "signal peptide; single-chain fragment; epitope; scaffold; glycan; disulfide bridge",
        matters="histidine buffer; trehalose; polysorbate 80; maleimide; protein A resin; sucrose",
        problems="aggregation at high protein concentration; off-target cytotoxicity; rapid clearance from plasma;"
        "low expression titres; immunogenicity of murine sequences",
        uses="solid tumours; autoimmune arthritis; severe asthma; transplant rejection; macular degeneration",
        measures="dissociation constant|nM|0.01|90; dose|mg/kg|0.1|25; pH||4.8|7.6; protein concentration|mg/ml|1|220",
        verbs="bind; conjugate; express; purify; humanise; neutralise",
        nature="substance",
    ),
    field(
        "seed",
        "A01H5/10 A01H1/00 C12N15/82 A01C1/06 A01H6/54 A01N63/20 A01H2001/02",
        uspc="800/312",
        unit=1662,
        locarno="0101",
        biological=True,
        terms="soybean plant; seed coating; seed; gene; pollen; leaf; root; promoter; chitosan; clay mineral;"
        "resistance to drought; higher yield",
        parts="transgene; hypocotyl; haploid inducer line; guide RNA; marker allele; embryo axis; stomatal guard cell;"
        "rhizobium inoculant; binder layer; pod; tissue culture; terminator",
        matters="polyvinyl alcohol; talc; glyphosate; agarose medium; alginate; humic acid",
        problems="pod shattering before harvest; low germination in cold soil; linkage drag around the resistance locus;"
        "dusting-off of active ingredients; nematode infestation",
        uses="row crops; forage production; oilseed processing; greenhouse propagation; cover cropping",
        measures="germination rate|%|55|99; seed weight|mg|20|480; oil content|%|14|29; sowing depth|mm|10|80",
        verbs="cross; select; coat; transform; backcross; germinate",
        nature="substance",
    ),
    field(
        "textile",
        "D03D15/00 D03D1/00 D06M15/564 A41D31/02 A41D13/00 D04B1/18 D10B2401/06",
        uspc="442/189",
        unit=1789,
        locarno="0202",
        terms="woven fabric; compression garment; warp yarn; weft yarn; coating; seam; elastic band; membrane; polyester;"
        "merino wool; better moisture transport; higher tear strength",
        parts="selvedge; core yarn; knitted insert; adhesive dot; hook-and-loop tab; ventilation zone; lining; conductive yarn;"
        "pile loop; gusset; sleeve cuff; pleat",
        matters="elastane; aramid fibre; polyurethane; cotton; polylactide; silicone print",
        problems="pilling after repeated washing; chafing at the seams; loss of elasticity; fluorinated finishes that wash out;"
        "clammy feel under load",
        uses="sports clothing; protective workwear; medical stockings; seat covers; tents",
        measures="yarn count|dtex|11|1400; basis weight|g/m²|35|620; elongation|%|5|240; water column|mm|800|30000",
        verbs="weave; knit; laminate; dye; stitch; brush",
    ),
    field(
        "packaging",
        "B65D81/34 B65D5/42 B65D43/16 B32B27/32 B65D77/20 B65D1/34 B65D2581/3437",
        uspc="206/524.6",
        unit=3736,
        locarno="0903",
        terms="food container; folding box; lid; tray; film; tear strip; handle; valve; corrugated cardboard; polypropylene;"
        "longer shelf life; less plastic waste",
        parts="sealing rim; peelable layer; score line; dust flap; absorbent pad; spout; shrink sleeve; tamper band;"
        "steam vent; partition; inner bag; oxygen scavenger sachet",
        matters="ethylene vinyl alcohol; moulded pulp; kraft paper; polyethylene terephthalate; bagasse; wax dispersion",
        problems="uncontrolled bursting in the microwave oven; condensation under the lid; difficult opening for elderly users;"
        "mixed materials that cannot be recycled; crushing during transport",
        uses="ready meals; fresh berries; parcel shipping; infant formula; frozen fish",
        measures="wall thickness|mm|0.05|3.5; oxygen transmission|cm³/m²d|0.1|60; opening force|N|2|38; grammage|g/m²|90|900",
        verbs="seal; fold; thermoform; vent; print; emboss",
    ),
    field(
        "eyewear",
        "G02C7/04 G02C5/22 G02B1/04 B29D11/00 G02C7/06 G02C5/12 G02C2202/16",
        uspc="351/159.02",
        unit=2872,
        locarno="1606",
        terms="contact lens; spectacle frame; lens body; optical zone; hinge; temple; nose pad; coating; silicone hydrogel;"
        "cellulose acetate; higher oxygen permeability; better wearing comfort",
        parts="ballast zone; rim lock; end piece; haptic; peripheral bevel; sensor coil; blister package; wire core;"
        "clip-on lens; packaging solution; photochromic layer; bridge",
        matters="hyaluronic acid; polyamide 12; titanium wire; polyvinylpyrrolidone; allyl diglycol carbonate; nickel silver",
        problems="rotation of toric lenses on the eye; dryness towards the end of the day; loosening of hinge screws;"
        "pressure marks on the nose; protein deposits on the lens surface",
        uses="presbyopia correction; myopia control; sports goggles; smart glasses; therapeutic bandage lenses",
        measures="base curve|mm|7.8|9.2; water content|%|22|78; addition power|D|0.5|3.5; centre thickness|µm|50|240",
        verbs="mould; polymerise; hydrate; tint; hinge; polish",
    ),
    field(
        "steel",
        "C22C38/04 C21D8/02 C22C38/00 C23C2/06 C21D9/46 C22C38/38 C21D2211/005",
        uspc="148/651",
        unit=1733,
        locarno="2503",
        terms="high-strength steel sheet; steel pipe; slab; rolled strip; zinc coating; annealing furnace; weld seam;"
        "cooling nozzle; manganese; chromium; higher tensile strength; better corrosion resistance",
        parts="work roll; tundish; pickling bath; bainitic phase; retained austenite; coiler; scale layer; quench tank;"
        "skin-pass stand; martensite lath; grain boundary; snout",
        matters="silicon; niobium; molybdenum; vanadium; boron; titanium carbide",
        problems="hydrogen embrittlement after galvanising; edge cracking during stretch flanging; coarse austenite grains;"
        "liquid metal embrittlement at spot welds; uneven cooling across the width",
        uses="car body parts; line pipes; crane booms; wear plates; offshore structures",
        measures="tensile strength|MPa|340|1900; carbon content|mass%|0.01|0.48; coiling temperature|°C|180|720; strip thickness|mm|0.4|28",
        verbs="roll; quench; temper; galvanise; descale; weld",
        nature="substance",
    ),
    field(
        "detergent",
        "C11D3/386 C11D17/04 C11D1/83 C11D3/50 C11D3/20 C11D11/00 C11D2111/12",
        uspc="510/392",
        unit=1761,
        locarno="2802",
        terms="liquid detergent; detergent tablet; surfactant; enzyme; bleaching agent; perfume capsule; dosing device;"
        "water-soluble film; citric acid; sodium carbonate; better stain removal; lower washing temperature",
        parts="protease variant; foam inhibitor; bleach activator; soil-release polymer; chelating agent; optical brightener;"
        "rheology modifier; dye transfer inhibitor; unit-dose pouch; carrier granule; builder; lipase",
        matters="sodium percarbonate; rhamnolipid; polyvinyl alcohol; methylglycine diacetate; linear alkylbenzene sulfonate; propylene glycol",
        problems="enzyme deactivation during storage; gel residues in cold water; malodour of damp laundry; phase separation;"
        "greying of white cotton",
        uses="household laundry; automatic dishwashing; hospital linen; wool care; industrial cleaning",
        measures="pH||5.5|11.8; enzyme level|ppm|1|900; viscosity|mPa·s|60|4200; wash temperature|°C|10|70",
        verbs="dissolve; emulsify; encapsulate; bleach; rinse; dose",
        nature="substance",
    ),
    field(
        "water",
        "C02F1/44 B01D61/02 C02F1/28 C02F1/32 B01D69/12 C02F9/00 C02F2101/20",
        uspc="210/652",
        unit=1779,
        locarno="2301",
        terms="water treatment plant; filter cartridge; membrane; pump; activated carbon filter; sedimentation tank;"
        "ultraviolet lamp; pressure vessel; zeolite; polyamide; lower energy consumption; removal of heavy metals",
        parts="feed spacer; permeate tube; aeration grid; sludge scraper; turbidity probe; backwash valve; ion-exchange column;"
        "ozone generator; dosing station; biofilm carrier; manifold; energy recovery device",
        matters="ferric chloride; biochar; polysulfone; sodium hypochlorite; layered double hydroxide; granular ferric hydroxide",
        problems="biofouling of the membrane surface; scaling at high recovery rates; breakthrough of short-chain fluorinated compounds;"
        "fluctuating hydraulic load; chlorinated by-products",
        uses="drinking water supply; seawater desalination; landfill leachate; dairy effluent; aquaculture",
        measures="flux|l/m²h|4|140; feed pressure|bar|1|82; turbidity|NTU|0.1|400; contact time|min|1|180",
        verbs="filter; backwash; adsorb; disinfect; flocculate; aerate",
    ),
)
